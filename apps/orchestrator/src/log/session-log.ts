import { Inject, Injectable } from '@nestjs/common';
import { type Language, type Owner, FleetError, liveSubject, newId } from '@parley/contracts';
import { Fleet, STORE } from '@parley/messaging';
import {
  type Collection,
  type Draft,
  type EventDraft,
  type Store,
  type Write,
  UniqueConflict,
  VersionConflict,
} from '@parley/storage';
import { type EntryDocument, entryCollection, toEntry } from './entry.document.js';

/** How many entries of a session are looked at for its state; where the bot's last word is not among them, more. */
const shortTail = 4;
const longTail = 20;
/** A writer that loses the race for a number this often in a row gives up; each loss means that another one won. */
const mostRaces = 100;

export interface Head {
  readonly seq: number;
  readonly epoch: number;
  /** Of the last entry. */
  readonly language?: Language;
}

/** The log of a session as one read finds it. */
export interface LogState extends Head {
  readonly owner: Owner;
  /** The last entries, ascending. */
  readonly tail: readonly EntryDocument[];
  /** Customer's messages without an outcome, ascending. */
  readonly open: readonly EntryDocument[];
}

/** Reads and appends sessions' logs; the only writer of entries. */
@Injectable()
export class SessionLog {
  readonly entries: Collection<EntryDocument>;
  /** The last append to each session that is under way here. */
  private readonly appending = new Map<string, Promise<EntryDocument>>();

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

  async state(tenant: string, session_id: string): Promise<LogState> {
    const tail = await this.tail(tenant, session_id);
    const head = tail.at(-1) ?? { seq: 0, epoch: 0 };
    const change = tail.find((entry) => entry.seq === head.epoch);
    return {
      seq: head.seq,
      epoch: head.epoch,
      owner: change?.owner ?? (await this.owner(tenant, session_id, head.epoch)),
      tail,
      open: await this.openOf(tenant, session_id),
    };
  }

  private async tail(tenant: string, session_id: string): Promise<EntryDocument[]> {
    const short = await this.before(tenant, session_id, undefined, shortTail);
    const enough = (short[0]?.seq ?? 1) === 1 || short.some(({ kind }) => kind === 'bot_message');
    return enough ? short : this.before(tenant, session_id, undefined, longTail);
  }

  /**
   * Appends at the end, wherever that is by now; `make` is asked again for every head that it meets. Appends to one
   * session wait for each other here, so that they race with other processes only.
   */
  append(
    tenant: string,
    session_id: string,
    make: (head: Head) => Promise<Draft<EntryDocument>>,
  ): Promise<EntryDocument> {
    const key = `${tenant}/${session_id}`;
    const before = this.appending.get(key);
    const appended = before
      ? before.then(
          () => this.appendNow(tenant, session_id, make),
          () => this.appendNow(tenant, session_id, make),
        )
      : this.appendNow(tenant, session_id, make);
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
    make: (head: Head) => Promise<Draft<EntryDocument>>,
  ): Promise<EntryDocument> {
    for (let race = 0; race < mostRaces; race += 1) {
      const draft = await make(await this.head(tenant, session_id));
      try {
        const entry = await this.entries.insert(tenant, draft);
        this.announce(entry);
        return entry;
      } catch (error) {
        if (!isMoved(error)) throw error;
      }
    }
    throw new FleetError('fleet.overloaded');
  }

  /** Appends the bot's entry and ends the turns that it answers, in one step; `moved` when the log is not as it was read. */
  async answer(
    tenant: string,
    draft: Draft<EntryDocument>,
    answered: readonly EntryDocument[],
    event: EventDraft,
  ): Promise<'appended' | 'moved'> {
    const collection = this.entries;
    const change = {
      turn: { state: 'answered', answer_seq: draft.seq },
      open_until: undefined,
      language: draft.language,
    } as const;
    const ends = answered.map(({ id, version }): Write<EntryDocument> => ({
      kind: 'update',
      collection,
      id,
      version,
      change,
    }));
    try {
      await this.store.bulk(tenant, [{ kind: 'insert', collection, draft, events: [event] }, ...ends]);
      return 'appended';
    } catch (error) {
      if (error instanceof UniqueConflict || error instanceof VersionConflict) return 'moved';
      throw error;
    }
  }

  /** Tells whoever watches the session; lossy, the log is the truth. */
  announce(entry: EntryDocument): void {
    this.fleet.publish(liveSubject(entry.tenant, entry.session_id), { entries: [toEntry(entry, { why: false })] });
  }
}

/** Another writer won the number: read what is new and decide again. */
export const isMoved = (error: unknown): boolean => error instanceof UniqueConflict && error.index === 'by_seq';

export const customerMessage = (message: {
  session_id: string;
  head: Head;
  user_id: string;
  text: string;
  language: Language;
  client_message_id: string;
  at: Date;
  holder: string;
  open_until: number;
}): Draft<EntryDocument> => ({
  id: newId(),
  session_id: message.session_id,
  seq: message.head.seq + 1,
  epoch: message.head.epoch,
  kind: 'customer_message',
  author: { kind: 'customer', id: message.user_id },
  text: message.text,
  language: message.language,
  at: message.at.toISOString(),
  client_message_id: message.client_message_id,
  turn: { state: 'open', holder: message.holder, attempts: 1 },
  open_until: message.open_until,
});
