import { event, request } from './contract.js';
import { Entry, Owner, languages, methods, type Language, type Method } from './entry.js';
import { Decimal, Flag, Id, Instant, Integer, ListOf, Nested, OneOf, Text } from './fields.js';
import { signedIn } from './principal.js';

/** Longest message a customer may send, in code points after NFC (spec §6). */
export const longestMessage = 4000;

/** Where a customer writes from. */
export const channels = ['web', 'mobile', 'api'] as const;
export type Channel = (typeof channels)[number];

/** The session belongs to the principal. */
export class SessionDraft {
  @OneOf(languages, { optional: true }) language?: Language;
  @Text({ max: 200, optional: true }) title?: string;
  @OneOf(channels, { optional: true, description: 'where the customer writes from' }) channel?: Channel;
}

export class Session {
  @Id() id!: string;
  @Id() user_id!: string;
  @Text({ max: 200, optional: true }) title?: string;
  @OneOf(languages, { optional: true }) language?: Language;
  @OneOf(channels, { optional: true }) channel?: Channel;
  @Instant() created_at!: string;
  @Nested(() => Owner) owner!: Owner;
  @Integer({ min: 0 }) epoch!: number;
  @Integer({ min: 0, description: 'seq of the last entry' }) seq!: number;
  @Flag({ optional: true, description: 'nothing can be written in it any more' }) ended?: boolean;
}

export const CreateSession = request('rpc.orchestrator.session.create.v1', {
  input: SessionDraft,
  output: Session,
  errors: ['idempotency.key_reused'],
  deadlineMs: 4000,
  idempotent: true,
  allow: ['customer'],
  askedBy: ['gateway'],
});

export class SessionAsk {
  @Id() session_id!: string;
}

export const ReadSession = request('rpc.orchestrator.session.read.v1', {
  input: SessionAsk,
  output: Session,
  errors: ['session.not_found'],
  deadlineMs: 3000,
  idempotent: true,
  allow: signedIn,
  askedBy: ['gateway'],
});

export class SessionListAsk {
  @Integer({ min: 1, max: 100 }) limit!: number;
  @Id({ optional: true, description: 'of the last session of the page before' }) cursor?: string;
}

export class SessionList {
  @ListOf(() => Session, { max: 100 }) items!: Session[];
  @Text({ max: 100, optional: true }) cursor?: string;
}

/** The sessions of a customer; for staff those of the company. Newest first. */
export const ListSessions = request('rpc.orchestrator.session.list.v1', {
  input: SessionListAsk,
  output: SessionList,
  errors: [],
  deadlineMs: 3000,
  idempotent: true,
  allow: signedIn,
  askedBy: ['gateway'],
});

export class MessageDraft {
  @Id() session_id!: string;
  @Text({ max: 16000 }) text!: string;
  @Text({ min: 1, max: 200 }) client_message_id!: string;
  @Integer({ min: 0, max: 20000, description: 'how long the asker waits for the answer, in milliseconds' })
  wait_ms!: number;
}

/** done: `answer` is there, or a person has the session; pending: accepted, but not finished within `wait_ms`. */
export class MessageOutcome {
  @OneOf(['done', 'pending']) status!: 'done' | 'pending';
  @Nested(() => Entry) message!: Entry;
  @Nested(() => Entry, { optional: true }) answer?: Entry;
  @Nested(() => Owner) owner!: Owner;
}

/** Accepts a customer's message durably, then waits for what becomes of it. */
export const SendMessage = request('rpc.orchestrator.message.send.v1', {
  input: MessageDraft,
  output: MessageOutcome,
  errors: ['session.not_found', 'session.ended', 'message.empty', 'message.too_long', 'idempotency.key_reused'],
  deadlineMs: 18_000,
  idempotent: true,
  allow: ['customer'],
  askedBy: ['gateway'],
});

export class EntriesAsk {
  @Id() session_id!: string;
  @Integer({ min: 0, optional: true, description: 'entries after this seq, ascending' }) after?: number;
  @Integer({ min: 1, optional: true, description: 'entries before this seq' }) before?: number;
  @Integer({ min: 1, max: 100 }) limit!: number;
}

export class Entries {
  @ListOf(() => Entry, { max: 100 }) items!: Entry[];
  @Flag({ description: 'a turn of the session is unfinished' }) open!: boolean;
  @Flag({ description: 'there are more in this direction' }) more!: boolean;
}

/** With `after`: forward from there. Without: the newest `limit` (before `before`), ascending. */
export const ReadEntries = request('rpc.orchestrator.entry.read.v1', {
  input: EntriesAsk,
  output: Entries,
  errors: ['session.not_found'],
  deadlineMs: 3000,
  idempotent: true,
  allow: [...signedIn, 'service'],
  askedBy: ['gateway'],
});

export class Feedback {
  @Id() message_id!: string;
  @OneOf(['up', 'down']) thumbs!: 'up' | 'down';
  @Text({ max: 2000, optional: true }) comment?: string;
}

export class FeedbackReceipt {
  @Id() id!: string;
  @Id() message_id!: string;
  @OneOf(['up', 'down']) thumbs!: 'up' | 'down';
}

export const GiveFeedback = request('rpc.orchestrator.feedback.record.v1', {
  input: Feedback,
  output: FeedbackReceipt,
  errors: ['message.not_found'],
  deadlineMs: 4000,
  idempotent: true,
  allow: ['customer'],
  askedBy: ['gateway'],
});

/**
 * One for every customer's message that reached its outcome: a turn may answer several in a burst, `count` of them. A
 * message that is left to people ends with method `agent` as soon as that is so; `entry_id` is the message then.
 */
export class TurnCompleted {
  @Id() session_id!: string;
  @Id() entry_id!: string;
  @OneOf(methods) method!: Method;
  @Integer({ min: 1, description: 'messages that it answers' }) count!: number;
  @Decimal({ min: 0 }) execution_time_ms!: number;
}

export const TurnCompletedEvent = event('evt.orchestrator.turn.completed.v1', {
  payload: TurnCompleted,
  readBy: ['insights'],
});

export class Typist {
  @OneOf(['customer', 'agent']) kind!: 'customer' | 'agent';
  @Text({ max: 200, optional: true }) name?: string;
}

/** Somebody types in a session: travels on its live subject, is never stored. `by` is told to nobody. */
export class LiveTyping {
  @Text({ max: 64, description: 'id of the principal who types' }) by!: string;
  @Nested(() => Typist) author!: Typist;
  @Flag() typing!: boolean;
  @Instant() at!: string;
}

/** Where a session's entries are pushed to whoever watches it: `live.<tenant>.<session>.v1`. */
export const liveSubject = (tenant: string, session: string): string => `live.${tenant}.${session}.v1`;
