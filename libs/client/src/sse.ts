/** One event of a stream of server-sent events. */
export interface SseBlock {
  readonly id?: string;
  readonly event?: string;
  readonly data: string;
}

const LINE = /\r\n|\n|\r(?!$)/;
/** Longer than any event of the API; a stream that goes on without an end of one is none. */
const LONGEST = 4_000_000;

/** The events of a body, as they come. `onBytes` is called for every piece, comments and heartbeats too. */
export async function* blocksOf(body: ReadableStream<Uint8Array>, onBytes: () => void): AsyncGenerator<SseBlock> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let open = new Map<string, string>();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      rest += decoder.decode(value, { stream: true });
      const lines = rest.split(LINE);
      rest = lines.pop()!;
      if (rest.length > LONGEST) throw new Error('an event without an end');
      for (const line of lines) {
        if (line !== '') {
          take(line, open);
          continue;
        }
        const { id, event, data } = Object.fromEntries(open) as Partial<SseBlock>;
        open = new Map();
        if (data !== undefined) yield { data, ...(id === undefined ? {} : { id }), ...(event ? { event } : {}) };
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function take(line: string, open: Map<string, string>): void {
  const colon = line.indexOf(':');
  if (colon === 0) return;
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
  const before = name === 'data' ? open.get('data') : undefined;
  open.set(name, before === undefined ? value : `${before}\n${value}`);
}
