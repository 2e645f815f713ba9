import type { Entry } from '@parley/contracts';
import { createParser } from 'eventsource-parser';

const finishedKinds = ['accepted', 'message', 'state'];
const silenceMs = 10_000;

/** The finished entries of a session's events from the beginning, up to the entry numbered `last`. */
export async function streamedEntries(url: string, session_id: string, token: string, last: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  if (last === 0) return entries;
  const closing = new AbortController();
  const silence = setTimeout(() => closing.abort(), silenceMs);
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (!event || !finishedKinds.includes(event)) return;
      silence.refresh();
      const entry = (JSON.parse(data) as { data: Entry }).data;
      entries.push(entry);
      if (entry.seq >= last) closing.abort();
    },
  });
  try {
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream', 'last-event-id': '0.0' };
    const reply = await fetch(`${url}/api/v1/chat/sessions/${session_id}/events`, { headers, signal: closing.signal });
    const decoder = new TextDecoder();
    for await (const piece of reply.body!) parser.feed(decoder.decode(piece as Uint8Array, { stream: true }));
  } catch (error) {
    if (!closing.signal.aborted) throw error;
  } finally {
    clearTimeout(silence);
  }
  return entries;
}
