import type { EntryKind, Language, Owner } from '@parley/contracts';
import type { Dialogue, EntryDocument } from './entry.document.js';

/** Entries of a session that its state holds: the window of memory (spec §4, 20) and the burst that is open. */
export const tailLength = 24;

/** What a state keeps of an entry beyond its turn: few fields, for thousands of sessions have two dozen of them. */
export interface TailEntry {
  readonly id: string;
  readonly version: number;
  readonly seq: number;
  readonly kind: EntryKind;
  readonly text: string;
  readonly answers: readonly string[] | undefined;
  /** It still grows, or broke off: such an answer ends no turn. */
  readonly open: boolean;
  readonly cut: boolean;
  /** With suggestions. */
  readonly offers: boolean;
}

export const toTailEntry = (entry: EntryDocument): TailEntry => ({
  id: entry.id,
  version: entry.version,
  seq: entry.seq,
  kind: entry.kind,
  text: entry.text,
  answers: entry.answers,
  open: entry.open === true,
  cut: entry.cut === true,
  offers: (entry.suggestions?.length ?? 0) > 0,
});

/** What a state keeps of the bot's last entry: without its text and citations, which only "repeat" asks for. */
export interface LastWord {
  readonly id: string;
  readonly version: number;
  readonly seq: number;
  readonly language: Language;
  readonly dialogue: Dialogue | undefined;
  /** The entry itself, as long as it grows. */
  readonly growing: EntryDocument | undefined;
}

export const toLastWord = (entry: EntryDocument): LastWord => ({
  id: entry.id,
  version: entry.version,
  seq: entry.seq,
  language: entry.language,
  dialogue: entry.dialogue,
  growing: entry.open ? entry : undefined,
});

export interface Head {
  readonly seq: number;
  readonly epoch: number;
  /** Of the last entry. */
  readonly language?: Language;
}

/** The end of a session's log: as one read found it, with what this process has written since. */
export interface LogState extends Head {
  readonly owner: Owner;
  /** The entry that made it so; none before the first change. Nothing follows on a `session_end`. */
  readonly change: EntryDocument | undefined;
  /** The last entries, ascending. */
  readonly tail: readonly TailEntry[];
  /** Customer's messages without an outcome, ascending. */
  readonly open: readonly EntryDocument[];
  /** The bot's last entry, however far back. */
  readonly bot: LastWord | undefined;
}

export const emptyLog: LogState = {
  seq: 0,
  epoch: 0,
  owner: { kind: 'bot' },
  change: undefined,
  tail: [],
  open: [],
  bot: undefined,
};

/** The state after an entry was appended; none when something came between the two. */
export function withAppended(state: LogState, entry: EntryDocument): LogState | undefined {
  if (entry.seq !== state.seq + 1) return undefined;
  return {
    seq: entry.seq,
    epoch: entry.epoch,
    language: entry.language,
    owner: entry.owner ?? state.owner,
    change: entry.owner ? entry : state.change,
    tail: [...state.tail.slice(1 - tailLength), toTailEntry(entry)],
    open: isOpen(entry) ? [...state.open, entry] : state.open,
    bot: entry.kind === 'bot_message' ? toLastWord(entry) : state.bot,
  };
}

/** The state after turns have ended; their entries say so in the log. */
export const withEnded = (state: LogState, ended: readonly EntryDocument[]): LogState => ({
  ...state,
  open: state.open.filter(({ id }) => !ended.some((each) => each.id === id)),
});

/** The state after an entry of it was updated. */
export function withUpdated(state: LogState, entry: EntryDocument): LogState {
  const isOlder = ({ id, version }: Pick<EntryDocument, 'id' | 'version'>) =>
    id === entry.id && version < entry.version;
  const renewed = (each: EntryDocument) => (isOlder(each) ? entry : each);
  return {
    ...state,
    ...(entry.seq === state.seq ? { language: entry.language } : {}),
    tail: state.tail.map((each) => (isOlder(each) ? toTailEntry(entry) : each)),
    open: state.open.map(renewed).filter(isOpen),
    change: state.change && renewed(state.change),
    bot: state.bot && (isOlder(state.bot) ? toLastWord(entry) : state.bot),
  };
}

export const isOpen = ({ turn }: EntryDocument): boolean => turn?.state === 'open';
