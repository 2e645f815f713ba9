import type { Entry, Owner, SessionEvent } from '@parley/client';

/** What is known of a conversation. A pure function of its entries and events, in whatever order they come. */
export interface Conversation {
  readonly entries: readonly Entry[];
  /** Sentences of an answer that is not whole yet, by its seq. */
  readonly growing?: { readonly seq: number; readonly parts: readonly string[] };
  readonly owner: Owner;
  readonly ended: boolean;
  readonly typing?: { readonly name?: string; readonly at: number };
  /** Where older entries begin; none when these are all. */
  readonly earlier?: string;
}

export const empty: Conversation = { entries: [], owner: { kind: 'bot' }, ended: false };

/** Without the answer that is still growing: its sentences come as events. */
export function withHistory(before: Conversation, items: readonly Entry[], earlier: string | undefined): Conversation {
  const known = new Set(before.entries.map(({ seq }) => seq));
  const fresh = items.filter((entry) => !known.has(entry.seq) && !isOpen(entry));
  const { earlier: _, ...rest } = before;
  const entries = [...fresh, ...before.entries].sort((one, other) => one.seq - other.seq);
  const next = { ...rest, entries, ...(earlier === undefined ? {} : { earlier }) };
  return entries.reduce<Conversation>((state, entry) => withState(state, entry), next);
}

/** The place after which events follow on what is known. */
export function placeOf(items: readonly Entry[]): string | undefined {
  const grows = items.findIndex(isOpen);
  const last = (grows < 0 ? items : items.slice(0, grows)).at(-1);
  return last ? `${last.seq}.999999` : undefined;
}

const isOpen = (entry: Entry): boolean => (entry as { open?: boolean }).open === true;

export function withEvent(before: Conversation, event: SessionEvent, now: number): Conversation {
  switch (event.type) {
    case 'accepted':
    case 'message':
      return withEntry(before, event.data);
    case 'state':
      return 'seq' in event.data ? withEntry(before, event.data) : before;
    case 'delta':
      return grown(before, event.data);
    case 'typing':
      return typed(before, event.data, now);
    case 'error':
    case 'heartbeat':
      return before;
  }
}

function withEntry(before: Conversation, entry: Entry): Conversation {
  const entries = before.entries.filter(({ seq }) => seq !== entry.seq);
  const at = entries.findLastIndex(({ seq }) => seq < entry.seq) + 1;
  const { growing, typing, ...rest } = before;
  const grows = growing && growing.seq !== entry.seq ? { growing } : {};
  const types = typing && entry.kind === 'customer_message' ? { typing } : {};
  return withState({ ...rest, ...grows, ...types, entries: entries.toSpliced(at, 0, entry) }, entry);
}

function withState(state: Conversation, entry: Entry): Conversation {
  const owner = entry.owner ? { owner: entry.owner } : {};
  return { ...state, ...owner, ended: state.ended || entry.kind === 'session_end' };
}

function grown(before: Conversation, { seq, part, text }: { seq: number; part: number; text: string }): Conversation {
  if (before.entries.some((entry) => entry.seq === seq)) return before;
  const parts = before.growing?.seq === seq ? [...before.growing.parts] : [];
  parts[part - 1] = text;
  const { typing: _, ...rest } = before;
  return { ...rest, growing: { seq, parts } };
}

function typed(
  before: Conversation,
  { author, typing }: { author: { kind: string; name?: string }; typing: boolean },
  now: number,
): Conversation {
  const { typing: _, ...rest } = before;
  if (author.kind !== 'agent' || !typing) return rest;
  return { ...rest, typing: { at: now, ...(author.name === undefined ? {} : { name: author.name }) } };
}

/** Seq of the last entry; 0 where there is none. */
export const lastSeq = ({ entries }: Conversation): number => entries.at(-1)?.seq ?? 0;

/** What was said to the customer after `seen`. */
export const unreadIn = ({ entries }: Conversation, seen: number): number =>
  entries.filter(({ seq, kind }) => seq > seen && (kind === 'bot_message' || kind === 'agent_message')).length;

/** The assistant owes an answer. */
export function awaitsAnswer({ entries, owner, growing, ended }: Conversation): boolean {
  if (owner.kind !== 'bot' || growing || ended) return false;
  const last = entries.findLast(({ kind }) => kind === 'customer_message');
  if (!last) return false;
  return !entries.some(({ seq, answers, kind }) =>
    kind === 'bot_message' ? answers?.includes(last.id) : seq > last.seq && kind !== 'customer_message',
  );
}

/**
 * Quick replies of the last word that was said, where nobody has said one since. Whoever waits for a person may write
 * what they like, nobody answers: the way back to the assistant stays.
 */
export function suggestionsOf({ entries, ended, owner }: Conversation): readonly { label: string; value: string }[] {
  const waits = owner.kind === 'nobody';
  const last = entries.findLast(({ kind }) => kind !== 'owner_change' && !(waits && kind === 'customer_message'));
  return (!ended && last?.suggestions) || [];
}
