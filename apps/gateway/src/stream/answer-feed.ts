import { liveSubject, type Entry, type LiveEntries } from '@parley/contracts';
import type { Call, Fleet } from '@parley/messaging';
import { bare } from './audience.js';
import { eventsOf, partOf } from './parts.js';
import type { Sink } from './session-feed.js';

/** The answer to one message as it grows; whoever asked for it tells the rest when it is finished. */
export class AnswerFeed {
  private told = 0;
  private readonly live: { close(): void };

  private constructor(
    fleet: Fleet,
    message: Entry,
    private readonly call: Call,
    private readonly sink: Pick<Sink, 'send' | 'full'>,
  ) {
    this.live = fleet.subscribe(liveSubject(call.tenant, message.session_id), (payload) => {
      for (const entry of (payload as LiveEntries).entries)
        if (entry.open && entry.answers?.includes(message.id) && !sink.full) this.tell(entry);
    });
  }

  static open(fleet: Fleet, message: Entry, call: Call, sink: Pick<Sink, 'send' | 'full'>): AnswerFeed {
    return new AnswerFeed(fleet, message, call, sink);
  }

  /** What of it was not told yet. */
  tell(entry: Entry): void {
    for (const event of eventsOf(bare(entry, this.call))) {
      if (partOf(event) <= this.told) continue;
      this.told = partOf(event);
      this.sink.send(event);
    }
  }

  close(): void {
    this.live.close();
  }
}
