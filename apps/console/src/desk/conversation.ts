import type { Entry, Owner, Session, SessionEvent } from '../fleet/shapes.js';

/** One session as it is shown: entries by seq, and what is about to become one. */
export interface Conversation {
  readonly session: Session;
  /** Ascending, each seq once. */
  readonly entries: readonly Entry[];
  /** Leads to what was before the first of them. */
  readonly earlier?: string;
  /** An answer on its way, sentence by sentence. */
  readonly growing?: { readonly seq: number; readonly part: number; readonly text: string };
  /** Who on the other side types, and until when that is believed. */
  readonly typing?: { readonly who: string; readonly name?: string; readonly until: number };
}

/** Somebody who has not said for so long that he types has stopped, in milliseconds. */
const TYPING_MS = 6000;

export const opened = (session: Session, page: { items: readonly Entry[]; cursor?: string }): Conversation => ({
  session,
  entries: merged([], settled(page.items)),
  ...(page.cursor === undefined ? {} : { earlier: page.cursor }),
});

/** Up to the first answer that still grows: it is shown by its sentences as they come, and what is after it follows it. */
function settled(items: readonly Entry[]): readonly Entry[] {
  const grows = items.findIndex((entry) => 'open' in entry && entry.open === true);
  return grows < 0 ? items : items.slice(0, grows);
}

/** The entries of both, ascending, each seq once; where both have it, the second's is the newer view. */
export function merged(one: readonly Entry[], other: readonly Entry[]): readonly Entry[] {
  const last = one.at(-1)?.seq ?? 0;
  const follow = other.every(({ seq }, index) => seq > (index === 0 ? last : other[index - 1]!.seq));
  if (follow) return other.length === 0 ? one : [...one, ...other];
  const bySeq = new Map([...one, ...other].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

export function withEntries(conversation: Conversation, entries: readonly Entry[]): Conversation {
  const next = { ...conversation, entries: merged(conversation.entries, settled(entries)) };
  return next.growing && next.growing.seq <= lastSeq(next) ? without(next, 'growing') : next;
}

export const withEarlier = (
  conversation: Conversation,
  page: { items: readonly Entry[]; cursor?: string },
): Conversation => ({
  ...without(conversation, 'earlier'),
  entries: merged(conversation.entries, page.items),
  ...(page.cursor === undefined ? {} : { earlier: page.cursor }),
});

/** The conversation after something happened in its session. */
export function after(conversation: Conversation, event: SessionEvent, now: number): Conversation {
  switch (event.type) {
    case 'accepted':
    case 'message': {
      const next = withEntries(conversation, [event.data]);
      return event.data.author.kind === next.typing?.who ? without(next, 'typing') : next;
    }
    case 'state':
      return isEntry(event.data) ? withEntries(conversation, [event.data]) : conversation;
    case 'delta': {
      const { seq, part, text } = event.data;
      if (seq <= lastSeq(conversation)) return conversation;
      const known = conversation.growing?.seq === seq ? conversation.growing : { seq, part: 0, text: '' };
      return part <= known.part ? conversation : { ...conversation, growing: { seq, part, text: known.text + text } };
    }
    case 'typing': {
      const { author, typing } = event.data;
      if (!typing) return author.kind === conversation.typing?.who ? without(conversation, 'typing') : conversation;
      const named = author.name === undefined ? {} : { name: author.name };
      return { ...conversation, typing: { who: author.kind, ...named, until: now + TYPING_MS } };
    }
    case 'error':
    case 'heartbeat':
      return conversation;
  }
}

const isEntry = (data: object): data is Entry => 'seq' in data && 'kind' in data;

function without<K extends 'typing' | 'growing' | 'earlier'>(conversation: Conversation, key: K): Conversation {
  const { [key]: _, ...rest } = conversation;
  return rest as Conversation;
}

export const lastSeq = ({ entries }: Conversation): number => entries.at(-1)?.seq ?? 0;

/** Who has the session: as its last entry that changed it says. */
export const ownerOf = ({ session, entries }: Conversation): Owner =>
  entries.findLast(({ owner }) => owner !== undefined)?.owner ?? session.owner;

export const isEnded = ({ entries }: Conversation): boolean =>
  entries.findLast(({ kind }) => kind === 'session_end') !== undefined;

/** The id of the last handoff that the log speaks of. */
export const handoffIn = ({ entries }: Conversation): string | undefined =>
  entries.findLast(({ handoff }) => handoff !== undefined)?.handoff?.id;

/** What is spoken in it now; without a word, what it began in. */
export const languageOf = ({ entries, session }: Conversation): Entry['language'] =>
  entries.at(-1)?.language ?? session.language ?? 'en';

/** Greater than any part of an entry: whoever resumes from it gets the next entry. */
const WHOLE = 999_999;

/** From where the live events go on after what was read. The end may still be rated. */
export function resumeFrom({ entries }: Conversation): string | undefined {
  const last = entries.at(-1);
  const rateable = last?.kind === 'session_end' && last.rating === undefined;
  return last && `${last.seq}.${rateable ? 0 : WHOLE}`;
}

/** Entries in the order they are shown, with where a day or another author begins. */
export interface Line {
  readonly entry: Entry;
  readonly newDay: boolean;
  /** Goes on where the one before it stopped: same author, within minutes. */
  readonly goesOn: boolean;
}

const PAUSE_MS = 5 * 60_000;

export function linesOf(entries: readonly Entry[]): Line[] {
  return entries.map((entry, index) => {
    const before = entries[index - 1];
    const newDay = before === undefined || new Date(before.at).toDateString() !== new Date(entry.at).toDateString();
    const sameAuthor = before?.author.id === entry.author.id && before.author.kind === entry.author.kind;
    const soon = before !== undefined && Date.parse(entry.at) - Date.parse(before.at) < PAUSE_MS;
    return { entry, newDay, goesOn: !newDay && sameAuthor && soon && isSpoken(before) && isSpoken(entry) };
  });
}

/** Said by somebody, rather than told about the session. */
export const isSpoken = ({ kind }: Entry): boolean =>
  kind === 'customer_message' || kind === 'bot_message' || kind === 'agent_message';
