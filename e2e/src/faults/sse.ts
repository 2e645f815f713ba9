import { createParser } from 'eventsource-parser';

export interface Received {
  readonly type: string;
  readonly data: unknown;
}

interface Wishes {
  readonly url: string;
  readonly method?: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  /** The stream is given up when nothing finished came for so long, in milliseconds. */
  readonly silence_ms: number;
}

/** Reads a stream until `take` returns true, the stream ends or is silent. Throws when it is refused or torn. */
export async function readEvents(
  { silence_ms, url, ...init }: Wishes,
  take: (event: Received) => boolean,
): Promise<void> {
  const closing = new AbortController();
  const silence = setTimeout(() => closing.abort(), silence_ms);
  const parser = createParser({
    onEvent: ({ event = 'message', data }) => {
      if (event !== 'heartbeat') silence.refresh();
      if (!closing.signal.aborted && take({ type: event, data: JSON.parse(data) })) closing.abort();
    },
  });
  try {
    const reply = await fetch(url, {
      ...init,
      headers: { ...init.headers, accept: 'text/event-stream' },
      signal: closing.signal,
    });
    if (!reply.ok || !reply.body) throw new Error(`${url}: ${reply.status}`);
    const decoder = new TextDecoder();
    for await (const piece of reply.body) parser.feed(decoder.decode(piece as Uint8Array, { stream: true }));
  } catch (error) {
    if (!closing.signal.aborted) throw error;
  } finally {
    clearTimeout(silence);
  }
}
