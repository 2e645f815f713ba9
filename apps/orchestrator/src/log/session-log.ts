import { Inject, Injectable } from '@nestjs/common';
import { type Language, type Owner, FleetError, liveSubject } from '@parley/contracts';
import { Fleet, STORE } from '@parley/messaging';
import { TransientMap } from '@parley/runtime';
import {
  type Change,
  type Collection,
  type Draft,
  type EventDraft,
  type Store,
  type Write,
  UniqueConflict,
  VersionConflict,
  changed,
} from '@parley/storage';
import { type EntryDocument, entryCollection, toEntry } from './entry.document.js';
import { KnownLogs } from './known-logs.js';
import { type Head, type LastWord, type LogState, emptyLog, tailLength, toLastWord, toTailEntry } from './log-state.js';

/** A writer that loses the race for a number this often in a row gives up; each loss means that another one won. */
const mostRaces = 100;

/** How far back the bot's last entry is looked for at once. */
const pageLength = 100;

/** Reads and appends sessions' logs; the only writer of entries. */
@Injectable()
export class SessionLog {
  readonly entries: Collection<EntryDocument>;
  private readonly known = new KnownLogs();
  /** The last append to each session that is under way here. */
  private readonly appending = new TransientMap<string, Promise<EntryDocument>>();

  constructor(
    @Inject(STORE) private readonly store: Store,
    private readonly fleet: Fleet,
  ) {
    this.entries = store.collection(entryCollection);
  }

  async head(tenant: string, session_id: string): Promise<Head> {
    const [last] = await this.entries.find(tenant, {
      index: 'by_seq',
      where: { session_id },
      order: 'descending',
      limit: 1,
    });
    return last ?? { seq: 0, epoch: 0 };
  }

  async owner(tenant: string, session_id: string, epoch: number): Promise<Owner> {
    if (epoch === 0) return { kind: 'bot' };
    return (await this.at(tenant, session_id, epoch))?.owner ?? { kind: 'nobody' };
  }

  async at(tenant: string, session_id: string, seq: number): Promise<EntryDocument | undefined> {
    const [entry] = await this.entries.find(tenant, { index: 'by_seq', where: { session_id, seq }, limit: 1 });
    return entry;
  }

  async after(tenant: string, session_id: string, seq: number, limit: number): Promise<EntryDocument[]> {
    return this.entries.find(tenant, { index: 'by_seq', where: { session_id }, after: seq, order: 'ascending', limit });
  }

  async before(tenant: string, session_id: string, seq: number | undefined, limit: number): Promise<EntryDocument[]> {
    const bound = seq === undefined ? {} : { before: seq };
    const found = await this.entries.find(tenant, {
      index: 'by_seq',
      where: { session_id },
      ...bound,
      order: 'descending',
      limit,
    });
    return found.reverse();
  }

  async openOf(tenant: string, session_id: string): Promise<EntryDocument[]> {
    const open = await this.entries.find(tenant, {
      index: 'open_of_session',
      where: { session_id },
      order: 'ascending',
      limit: 100,
    });
    return open.sort((a, b) => a.seq - b.seq);
  }

  /** The end of the log as this process knows it, else as it is read now. */
  async state(tenant: string, session_id: string): Promise<LogState> {
    return (
      this.known.get(tenant, session_id) ?? this.known.learn(tenant, session_id, await this.read(tenant, session_id))
    );
  }

  /** What is known of a session may be stale: the next state is read. */
  forget(tenant: string, session_id: string): void {
    this.known.forget(tenant, session_id);
  }

  private async read(tenant: string, session_id: string): Promise<LogState> {
    const tail = await this.before(tenant, session_id, undefined, tailLength);
    const last = tail.at(-1);
    if (!last) return emptyLog;
    const change =
      tail.find(({ seq }) => seq === last.epoch) ??
      (last.epoch === 0 ? undefined : await this.at(tenant, session_id, last.epoch));
    return {
      seq: last.seq,
      epoch: last.epoch,
      language: last.language,
      owner: change?.owner ?? { kind: last.epoch === 0 ? 'bot' : 'nobody' },
      change,
      tail: tail.map(toTailEntry),
      open: await this.openOf(tenant, session_id),
      bot: await this.lastOfBot(tenant, session_id, tail),
    };
  }

  private async lastOfBot(
    tenant: string,
    session_id: string,
    tail: readonly EntryDocument[],
  ): Promise<LastWord | undefined> {
    for (let page = tail; page.length > 0; page = await this.before(tenant, session_id, page[0]!.seq, pageLength)) {
      const found = page.findLast(({ kind }) => kind === 'bot_message');
      if (found) return toLastWord(found);
    }
    return undefined;
  }

  /**
   * Appends at the end, wherever that is by now; `make` is asked again for every head that it meets. Appends to one
   * session wait for each other here, so that they race with other processes only. A change of owner first ends an
   * answer that is being written: nothing of it may follow.
   */
  append(
    tenant: string,
    session_id: string,
    make: (head: LogState) => Promise<Draft<EntryDocument>>,
    events?: (draft: Draft<EntryDocument>) => EventDraft[],
  ): Promise<EntryDocument> {
    const key = `${tenant}/${session_id}`;
    const before = this.appending.get(key);
    const appended = before
      ? before.then(
          () => this.appendNow(tenant, session_id, make, events),
          () => this.appendNow(tenant, session_id, make, events),
        )
      : this.appendNow(tenant, session_id, make, events);
    this.appending.set(key, appended);
    const done = () => {
      if (this.appending.get(key) === appended) this.appending.delete(key);
    };
    appended.then(done, done);
    return appended;
  }

  private async appendNow(
    tenant: string,
    session_id: string,
    make: (head: LogState) => Promise<Draft<EntryDocument>>,
    events?: (draft: Draft<EntryDocument>) => EventDraft[],
  ): Promise<EntryDocument> {
    for (let race = 0; race < mostRaces; race += 1) {
      const state = await this.state(tenant, session_id);
      const draft = await make(state);
      if (draft.owner && state.bot?.growing) {
        await this.grow(state.bot.growing, { open: undefined, cut: true });
        continue;
      }
      const entry = await this.insert(tenant, draft, events?.(draft));
      if (entry !== 'moved') return entry;
    }
    throw new FleetError('fleet.overloaded');
  }

  /** Changes an entry that is as it was read; nothing when it is not. */
  async update(
    entry: EntryDocument,
    change: Change<EntryDocument>,
    events?: readonly EventDraft[],
  ): Promise<EntryDocument | undefined> {
    const updated = await this.entries.update(entry.tenant, entry.id, entry.version, change, events);
    if (updated) this.known.updated(updated);
    else this.forget(entry.tenant, entry.session_id);
    return updated;
  }

  /** Appends under the number that was read, and tells it; `moved` when another writer has that number. */
  async insert(
    tenant: string,
    draft: Draft<EntryDocument>,
    events?: readonly EventDraft[],
  ): Promise<EntryDocument | 'moved'> {
    try {
      const entry = await this.entries.insert(tenant, draft, events);
      this.known.appended(entry);
      this.announce(entry);
      return entry;
    } catch (error) {
      this.forget(tenant, draft.session_id);
      if (isMoved(error)) return 'moved';
      throw error;
    }
  }

  /** Changes an entry that grows and tells it; nothing when it is not as it was read. */
  async grow(entry: EntryDocument, change: Change<EntryDocument>): Promise<EntryDocument | undefined> {
    const grown = await this.update(entry, change);
    if (grown) this.announce(grown);
    return grown;
  }

  /** Brings an entry that grew to its end, and the turns that it answers with it. */
  async finish(
    entry: EntryDocument,
    change: Change<EntryDocument>,
    answered: readonly EntryDocument[],
    events: readonly EventDraft[],
  ): Promise<EntryDocument | 'moved'> {
    const { tenant, id, version, seq, language } = entry;
    const first = { kind: 'update', collection: this.entries, id, version, change, events } as const;
    if (!(await this.write(tenant, entry.session_id, [first, ...this.endsOf(answered, seq, language)]))) return 'moved';
    const finished = updated(entry, change);
    this.known.updated(finished);
    this.known.ended(answered);
    this.announce(finished);
    return finished;
  }

  /** Appends the bot's entry and ends the turns that it answers, in one step; `moved` when the log is not as it was read. */
  async answer(
    tenant: string,
    draft: Draft<EntryDocument>,
    answered: readonly EntryDocument[],
    events: readonly EventDraft[],
  ): Promise<EntryDocument | 'moved'> {
    const insert = { kind: 'insert', collection: this.entries, draft, events } as const;
    const { seq, language } = draft;
    if (!(await this.write(tenant, draft.session_id, [insert, ...this.endsOf(answered, seq, language)])))
      return 'moved';
    const answer: EntryDocument = { ...draft, tenant, version: 1 };
    this.known.answered(answer, answered);
    this.announce(answer);
    return answer;
  }

  private endsOf(answered: readonly EntryDocument[], seq: number, language: Language): Write<EntryDocument>[] {
    const change = endOf(seq, language);
    return answered.map((known) => {
      const { id, version } = known;
      return { kind: 'update', collection: this.entries, id, version, change, known };
    });
  }

  /** False when the log is not as it was read. */
  private async write(tenant: string, session_id: string, writes: readonly Write<EntryDocument>[]): Promise<boolean> {
    try {
      await this.store.bulk(tenant, writes);
      return true;
    } catch (error) {
      this.forget(tenant, session_id);
      if (error instanceof UniqueConflict || error instanceof VersionConflict) return false;
      throw error;
    }
  }

  /** Tells whoever watches the session; lossy, the log is the truth. */
  announce(entry: EntryDocument): void {
    this.fleet.publish(liveSubject(entry.tenant, entry.session_id), { entries: [toEntry(entry, { why: false })] });
  }
}

/** What the end of its turn changes about a customer's message. */
const endOf = (answer_seq: number, language: Language): Change<EntryDocument> => ({
  turn: { state: 'answered', answer_seq },
  open_until: undefined,
  language,
});

/** The entry as the store has it after a change. */
const updated = (entry: EntryDocument, change: Change<EntryDocument>): EntryDocument =>
  ({ ...changed({ ...entry }, change), version: entry.version + 1 }) as unknown as EntryDocument;

/** Another writer won the number: read what is new and decide again. */
export const isMoved = (error: unknown): boolean => error instanceof UniqueConflict && error.index === 'by_seq';
