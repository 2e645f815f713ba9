import type { EventPageAsk, EventReads } from '@parley/contracts';
import type { EventLog, StoredEvent } from '@parley/storage';
import type { Answered } from '../answers.js';

/** A page ends here, in bytes of JSON, though the reader asked for more events. */
const PAGE_BYTES = 256 * 1024;

function page(events: readonly StoredEvent[]): StoredEvent[] {
  let bytes = 0;
  const end = events.findIndex((event, place) => (bytes += JSON.stringify(event).length) > PAGE_BYTES && place > 0);
  return end === -1 ? [...events] : events.slice(0, end);
}

/** The producer's log, open to its readers. */
export const answerEventReads = (log: EventLog, reads: EventReads): Answered[] => [
  {
    contract: reads.page,
    answer: async (ask) => {
      const { partition, after, limit } = ask as EventPageAsk;
      return { events: page(await log.read(partition, after, limit)) };
    },
  },
  { contract: reads.heads, answer: async () => ({ heads: await log.heads() }) },
];
