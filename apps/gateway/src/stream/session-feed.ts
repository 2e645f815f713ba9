import {
  FleetError,
  ReadEntries,
  liveSubject,
  toFleetError,
  type Entries,
  type Entry,
  type LiveEntries,
  type LiveTyping,
  type Owner,
} from '@parley/contracts';
import type { Call, Fleet } from '@parley/messaging';
import { bare } from './audience.js';
import { eventsOf, partOf, type Position, type SessionEvent } from './parts.js';

/** Where a feed puts what it tells. */
export interface Sink {
  send(event: SessionEvent): void;
  /** No more for now: what was sent waits to be taken. */
  readonly full: boolean;
  /** Resolves when it takes more; rejects when the reader is too slow or gone. */
  room(): Promise<void>;
  /** The feed cannot go on. */
  end(error: FleetError): void;
}

const PAGE = 100;
/** Longest that a read of the log may take, in milliseconds; the next one comes soon. */
const READ_MS = 3000;

/**
 * What happens in one session from a position on: in order, each event once. The log is the truth; what is pushed
 * live is taken where it follows on what was told, and else only says that there is something to read. So nothing
 * waits here but one page.
 */
export class SessionFeed {
  private told: Position;
  private sink: Sink | undefined;
  /** The last entry that was told grows: nothing after it is told before it is finished. */
  private growing = false;
  /** The last entry that was told is an end that the customer may still rate. */
  private rateable = false;
  /** Nothing is taken live before `start`. */
  private reading = true;
  private again = false;
  private closed = false;
  private readonly live: { close(): void };
  /** A turn is unfinished, as the last read of the log said. */
  private open = false;
  /** Customers' messages since then that nothing has answered yet. */
  private readonly unanswered = new Set<string>();
  private lastOwner: Owner | undefined;

  private constructor(
    private readonly fleet: Fleet,
    private readonly session_id: string,
    private call: Call,
    from: Position,
  ) {
    this.told = from;
    this.live = fleet.subscribe(liveSubject(call.tenant, session_id), (payload) => {
      const push = payload as LiveEntries | LiveTyping;
      if ('entries' in push) this.push(push.entries);
      else this.typed(push);
    });
  }

  /**
   * Listens, then reads for the first time. Rejects with `session.not_found`, with `request.invalid` for a position
   * that the session has not reached, with a transient error when the log cannot be read.
   */
  static async open(fleet: Fleet, session_id: string, call: Call, from: Position) {
    const feed = new SessionFeed(fleet, session_id, call, from);
    try {
      const first = await feed.page(Math.max(0, from.seq - 1));
      if (from.seq > 0 && first.items[0]?.seq !== from.seq) {
        throw new FleetError('request.invalid', { fields: { last_event_id: ['the session has no such event'] } });
      }
      feed.beginAt(first.items[0]);
      return { feed, start: (sink: Sink) => feed.start(sink, first) };
    } catch (error) {
      feed.close();
      throw error;
    }
  }

  /** A turn of the session is unfinished, as far as this feed knows. */
  get unfinished(): boolean {
    return this.open || this.growing || this.unanswered.size > 0;
  }

  /** Who owns the session, as far as its entries have said so yet. */
  get owner(): Owner | undefined {
    return this.lastOwner;
  }

  /** What was asked for meanwhile; a change of owner among the entries goes before it, and after it. */
  learnOwner(owner: Owner): void {
    this.lastOwner ??= owner;
  }

  /** Goes on with the new token of the same principal. */
  renew(call: Call): void {
    this.call = call;
  }

  /** Whatever comes up to `seq` is told, also where the push was lost. */
  async reach(seq: number): Promise<void> {
    if (this.told.seq < seq) await this.catchUp();
  }

  /** Tells what is new in the log. Never rejects. */
  async catchUp(): Promise<void> {
    this.again = true;
    if (this.reading || this.closed) return;
    this.reading = true;
    try {
      while (this.again && !this.closed) await this.readOn();
    } catch (thrown) {
      const error = toFleetError(thrown);
      if (error.fault !== 'transient') this.fail(error);
    } finally {
      this.reading = false;
    }
  }

  close(): void {
    this.closed = true;
    this.live.close();
  }

  /** A position beyond the parts that a growing entry has so far would hide those to come. */
  private beginAt(entry: Entry | undefined): void {
    const { seq, part } = this.told;
    if (entry?.seq !== seq) return;
    if (entry.open) this.told = { seq, part: Math.min(part, eventsOf(entry).length) };
    if (isRateable(entry)) this.told = { seq, part: 0 };
  }

  /** Tells the first page and whatever was missed meanwhile. */
  private async start(sink: Sink, first: Entries): Promise<void> {
    this.sink = sink;
    this.tell(first);
    this.reading = false;
    if (first.more || this.again) await this.catchUp();
  }

  private async readOn(): Promise<void> {
    this.again = false;
    await this.sink?.room();
    const page = await this.page(this.next - 1);
    this.tell(page);
    if (page.more && !this.growing) this.again = true;
  }

  /** The first entry of which there may be something to tell. */
  private get next(): number {
    return this.growing || this.rateable ? this.told.seq : this.told.seq + 1;
  }

  private page(after: number): Promise<Entries> {
    const call = { ...this.call, deadline: Date.now() + READ_MS };
    return this.fleet.ask(ReadEntries, { session_id: this.session_id, after, limit: PAGE }, call);
  }

  private push(entries: readonly Entry[]): void {
    const { next } = this;
    const fresh = entries.filter(({ seq }) => seq >= next);
    if (this.closed || fresh.length === 0) return;
    if (this.reading || this.sink?.full || !follows(fresh, next)) void this.catchUp();
    else this.takeAll(fresh);
  }

  /** Only of others, and only while nothing else is to be told. */
  private typed({ by, author, typing, at }: LiveTyping): void {
    const { principal } = this.call;
    if (this.closed || this.reading || this.sink?.full || (principal.kind === 'user' && principal.id === by)) return;
    this.sink?.send({ type: 'typing', session_id: this.session_id, data: { author, typing }, at });
  }

  private tell({ items, open }: Entries): void {
    this.takeAll(items);
    this.open = open;
    this.unanswered.clear();
  }

  /** Up to one that grows; what came after it meanwhile is read when it is finished. */
  private takeAll(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const grew = this.growing;
      this.take(entry);
      if (this.growing) return;
      if (grew) this.again = true;
    }
    if (this.again && !this.reading) void this.catchUp();
  }

  private take(entry: Entry): void {
    if (this.closed || entry.seq < this.told.seq) return;
    const part = entry.seq === this.told.seq ? this.told.part : -1;
    const events = eventsOf(bare(entry, this.call));
    this.growing = entry.open === true;
    this.rateable = isRateable(entry);
    const complete = this.rateable ? 0 : Number.MAX_SAFE_INTEGER;
    this.told = { seq: entry.seq, part: this.growing ? Math.max(part, events.length) : complete };
    this.remember(entry);
    for (const event of events) if (partOf(event) > part) this.sink?.send(event);
  }

  private remember(entry: Entry): void {
    if (entry.owner) this.lastOwner = entry.owner;
    if (entry.kind === 'customer_message') this.unanswered.add(entry.id);
    for (const answered of entry.answers ?? []) this.unanswered.delete(answered);
    if (entry.owner && entry.owner.kind !== 'bot') this.unanswered.clear();
  }

  private fail(error: FleetError): void {
    if (this.closed) return;
    this.close();
    this.sink?.end(error);
  }
}

const isRateable = ({ kind, rating }: Entry): boolean => kind === 'session_end' && rating === undefined;

const follows = (entries: readonly Entry[], first: number): boolean =>
  entries.every((entry, index) => entry.seq === first + index);
