import type { Entry } from '@parley/contracts';
import { readEvents } from './sse.js';

const finishedKinds = ['accepted', 'message', 'state'];

/** The finished entries of a session's events from the beginning, up to the entry numbered `last`. */
export async function streamedEntries(url: string, session_id: string, token: string, last: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  if (last === 0) return entries;
  const headers = { authorization: `Bearer ${token}`, 'last-event-id': '0.0' };
  await readEvents(
    { url: `${url}/api/v1/chat/sessions/${session_id}/events`, headers, silence_ms: 10_000 },
    ({ type, data }) => {
      if (!finishedKinds.includes(type)) return false;
      const entry = (data as { data: Entry }).data;
      entries.push(entry);
      return entry.seq >= last;
    },
  );
  return entries;
}
