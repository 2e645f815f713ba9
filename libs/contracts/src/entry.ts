import { Decimal, Flag, Id, Instant, Integer, Integers, ListOf, Nested, OneOf, Text, Texts } from './fields.js';

/** How an answer came about. */
export const methods = ['rule', 'flow', 'faq', 'rag', 'llm', 'cache', 'fallback', 'agent'] as const;
export type Method = (typeof methods)[number];

export const languages = ['en', 'tr'] as const;
export type Language = (typeof languages)[number];

export const entryKinds = [
  'customer_message',
  'bot_message',
  'agent_message',
  'owner_change',
  'handoff',
  'action',
  'session_end',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** checking: the outcome is not known yet; another entry tells it. */
export const actionNoteStates = ['checking', 'done', 'refused', 'failed'] as const;

export const authorKinds = ['customer', 'bot', 'agent', 'system'] as const;

export class Author {
  @OneOf(authorKinds) kind!: (typeof authorKinds)[number];
  @Text({ max: 64, description: 'id of the user; of the bot and the system: their kind' }) id!: string;
  @Text({ max: 200, optional: true }) name?: string;
}

/** The place in a document that an answer rests on. `start` and `end` are UTF-16 offsets into the document's text. */
export class Citation {
  @Id() document_id!: string;
  @Text({ max: 500 }) title!: string;
  @Text({ max: 2000, optional: true }) url?: string;
  @Texts({ max: 10, each: 500 }) heading!: string[];
  @Integer({ min: 1, optional: true }) page?: number;
  @Integer({ min: 0 }) start!: number;
  @Integer({ min: 0 }) end!: number;
  @Text({ max: 2000, description: 'verbatim text of the document between start and end' }) quote!: string;
}

export class Suggestion {
  @Text({ max: 200 }) label!: string;
  @Text({ max: 200, description: '`person` asks for a person; anything else is sent as the next message' })
  value!: string;
}

/** One step of the decision ladder, for staff. */
export class Verdict {
  @Text({ max: 60 }) step!: string;
  @Text({ max: 200 }) verdict!: string;
  @Decimal({ optional: true }) score?: number;
  @Decimal({ min: 0, description: 'milliseconds' }) ms!: number;
}

export class Cost {
  @Decimal({ min: 0 }) amount!: number;
  @Text({ max: 3 }) currency!: string;
  @Integer({ min: 0 }) input_tokens!: number;
  @Integer({ min: 0 }) output_tokens!: number;
}

/** Who owns a session: the one who may write to the customer. */
export class Owner {
  @OneOf(['bot', 'agent', 'nobody']) kind!: 'bot' | 'agent' | 'nobody';
  @Id({ optional: true }) agent_id?: string;
  @Text({ max: 200, optional: true }) name?: string;
}

/** What an `action` entry tells of. */
export class ActionNote {
  @Id() id!: string;
  @Text({ max: 60 }) name!: string;
  @OneOf(actionNoteStates) state!: (typeof actionNoteStates)[number];
}

/** Where a handoff stands: waiting, with an agent, or over in one of three ways. */
export const handoffStates = ['queued', 'accepted', 'resolved', 'returned', 'cancelled'] as const;
export type HandoffState = (typeof handoffStates)[number];

/** What an entry says about a handoff: where it stands from this entry on. */
export class HandoffMark {
  @Id() id!: string;
  @OneOf(handoffStates) state!: HandoffState;
  @Text({ max: 200, optional: true, description: 'the agent who has it, or had it last' }) agent_name?: string;
}

/** One entry of a session's log, as both sides may see it. `seq` is gap-free from 1. */
export class Entry {
  @Id() id!: string;
  @Id() session_id!: string;
  @Integer({ min: 1 }) seq!: number;
  @Integer({ min: 0, description: 'seq of the last change of owner' }) epoch!: number;
  @OneOf(entryKinds) kind!: EntryKind;
  @Nested(() => Author) author!: Author;
  @Text({ max: 16000 }) text!: string;
  @OneOf(languages) language!: Language;
  @Instant() at!: string;
  @Text({ max: 200, optional: true }) client_message_id?: string;
  @Texts({ max: 100, each: 36, optional: true, description: 'bot_message: ids of the messages it answers' })
  answers?: string[];
  @Flag({ optional: true, description: 'bot_message: it is still being written, sentence by sentence' }) open?: boolean;
  @Flag({ optional: true, description: 'bot_message: it broke off, or somebody took over; what is there stays' })
  cut?: boolean;
  @Integers({ max: 200, optional: true, description: 'where the parts that were shown one by one end in the text' })
  parts?: number[];
  @OneOf(methods, { optional: true }) method?: Method;
  @Decimal({ min: 0, max: 1, optional: true }) confidence?: number;
  @ListOf(() => Citation, { max: 20, optional: true }) citations?: Citation[];
  @ListOf(() => Suggestion, { max: 10, optional: true }) suggestions?: Suggestion[];
  @Nested(() => Cost, { optional: true }) cost?: Cost;
  @Decimal({ min: 0, optional: true }) execution_time_ms?: number;
  @ListOf(() => Verdict, { max: 50, optional: true, description: 'staff only' }) why?: Verdict[];
  @Nested(() => ActionNote, { optional: true, description: 'action: which one and what became of it' })
  action?: ActionNote;
  @Nested(() => Owner, {
    optional: true,
    description: 'of an entry that changes the owner (owner_change, handoff, session_end): the new one',
  })
  owner?: Owner;
  @Nested(() => HandoffMark, { optional: true, description: 'handoff, session_end: what became of the handoff' })
  handoff?: HandoffMark;
  @Integer({ min: 1, max: 5, optional: true, description: 'session_end: the customer’s rating, 5 is best' })
  rating?: number;
  @Text({
    max: 2000,
    optional: true,
    description: 'session_end: the customer’s words about it; staff and the customer',
  })
  comment?: string;
  @Flag({ optional: true, description: 'session_end: what the customer came for is settled' }) resolved?: boolean;
}

/** What travels on the live subject of a session after its commit; the log is the truth, this is a hint. */
export class LiveEntries {
  @ListOf(() => Entry, { max: 100 }) entries!: Entry[];
}
