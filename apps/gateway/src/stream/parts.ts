import { FleetError, type Entry } from '@parley/contracts';

/** A place in a session: the entry and the last of its parts that was seen. */
export interface Position {
  readonly seq: number;
  readonly part: number;
}

/** One event of a session, as SSE shows it. Only those of the log have an id, `<seq>.<part>`. */
export interface SessionEvent {
  readonly type: 'accepted' | 'delta' | 'message' | 'state' | 'typing' | 'error' | 'heartbeat';
  readonly id?: string;
  readonly session_id: string;
  readonly data: object;
  readonly at: string;
}

const POSITION = /^(\d{1,15})\.(\d{1,6})$/;

/** `undefined` when it is none. */
export function positionOf(id: string): Position | undefined {
  const match = POSITION.exec(id);
  return match ? { seq: Number(match[1]), part: Number(match[2]) } : undefined;
}

const START: Position = { seq: 0, part: 0 };

/** Where a reader goes on, from the id of the last event that was seen. Throws `request.invalid`. */
export function resumeFrom(id: string | string[] | undefined): Position {
  if (id === undefined || id === '') return START;
  const position = typeof id === 'string' ? positionOf(id) : undefined;
  if (!position) throw new FleetError('request.invalid', { fields: { last_event_id: ['must be <seq>.<part>'] } });
  return position;
}

const SENTENCE = /[^.!?…\n]*(?:[.!?…]+["'”’)\]]*(?:\s+|$)|[.!?…]+|\n\s*|$)/gu;

/**
 * The text in sentences, each with the space after it, so that together they are the text. The same text is always
 * cut in the same places: a reader may come back between two parts.
 */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let open = '';
  for (const [piece] of text.matchAll(SENTENCE)) {
    open += piece;
    if (!/\s$/u.test(open) || open.trim() === '') continue;
    sentences.push(open);
    open = '';
  }
  if (open !== '') sentences.push(open);
  return sentences;
}

/** An answer that was shown while it was written is cut where it was stored, so that its parts stay what they were. */
const partsOf = ({ text, parts }: Entry): string[] =>
  parts ? parts.map((end, index) => text.slice(parts[index - 1] ?? 0, end)) : sentencesOf(text);

/** Everything that is told about an entry, in order; a pure function of what is stored. */
export function eventsOf(entry: Entry): SessionEvent[] {
  switch (entry.kind) {
    case 'customer_message':
      return [eventOf(entry, 'accepted', 0, entry)];
    case 'owner_change':
      return [eventOf(entry, 'state', 0, entry)];
    case 'session_end':
      return [eventOf(entry, 'state', 0, entry), ...(entry.rating ? [eventOf(entry, 'state', 1, entry)] : [])];
    case 'handoff':
      return [...(entry.owner ? [eventOf(entry, 'state', 0, entry)] : []), eventOf(entry, 'message', 1, entry)];
    case 'bot_message': {
      const sentences = partsOf(entry);
      const deltas = sentences.map((text, index) => {
        const part = index + 1;
        return eventOf(entry, 'delta', part, { seq: entry.seq, part, text });
      });
      return entry.open ? deltas : [...deltas, eventOf(entry, 'message', sentences.length + 1, entry)];
    }
    case 'agent_message':
    case 'action':
      return [eventOf(entry, 'message', 1, entry)];
  }
}

const eventOf = ({ session_id, seq, at }: Entry, type: SessionEvent['type'], part: number, data: object) =>
  ({ type, id: `${seq}.${part}`, session_id, data, at }) satisfies SessionEvent;

/** Number of an event's part; only of events of the log. */
export const partOf = ({ id }: SessionEvent): number => Number(id!.slice(id!.indexOf('.') + 1));
