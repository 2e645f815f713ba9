import { request } from './contract.js';
import { Entry, handoffStates, languages, type HandoffState, type Language } from './entry.js';
import { Decimal, Id, Instant, Integer, ListOf, Nested, OneOf, Text, visible } from './fields.js';
import { staff } from './principal.js';

export const handoffReasons = ['customer_request', 'no_answer', 'complaint', 'action_failed', 'staff'] as const;
export type HandoffReason = (typeof handoffReasons)[number];

export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

/** One step that the bot took before it handed over. */
export class TriedStep {
  @Text({ max: 60 }) step!: string;
  @Text({ max: 200 }) verdict!: string;
}

/** A document that the customer was shown. */
export class ShownDocument {
  @Id() document_id!: string;
  @Text({ max: 500 }) title!: string;
}

export class SaidBefore {
  @Integer({ min: 1 }) seq!: number;
  @OneOf(['customer', 'bot', 'agent']) who!: 'customer' | 'bot' | 'agent';
  @Text({ max: 400, description: 'shortened; the log of the session has it in full' }) text!: string;
}

/** What an agent has to know before the first word; built from the session's log as it stood at the handoff. */
export class HandoffPacket {
  @OneOf(handoffReasons) reason!: HandoffReason;
  @Text({ max: 400, description: 'the customer’s last question, shortened; empty where there was none' }) goal!: string;
  @ListOf(() => TriedStep, { max: 20 }) tried!: TriedStep[];
  @ListOf(() => ShownDocument, { max: 10 }) documents!: ShownDocument[];
  @OneOf(languages) language!: Language;
  @ListOf(() => SaidBefore, { max: 8 }) last_messages!: SaidBefore[];
}

export class HandoffCustomer {
  @Id() id!: string;
  @Text({ max: 200, optional: true }) name?: string;
}

export class AgentName {
  @Id() id!: string;
  @Text({ max: 200 }) name!: string;
}

/** One escalation of a session to people. `agent` is the one who has it, or had it last. */
export class Handoff {
  @Id() id!: string;
  @Id() session_id!: string;
  @Integer({ min: 1, description: 'grows with each change: of two views the larger is the newer' }) version!: number;
  @OneOf(handoffStates) state!: HandoffState;
  @OneOf(handoffReasons) reason!: HandoffReason;
  @OneOf(priorities) priority!: Priority;
  @OneOf(languages) language!: Language;
  @Nested(() => HandoffCustomer) customer!: HandoffCustomer;
  @Nested(() => HandoffPacket) packet!: HandoffPacket;
  @Nested(() => AgentName, { optional: true }) agent?: AgentName;
  @Instant() queued_at!: string;
  @Instant({ optional: true }) accepted_at?: string;
  @Instant({ optional: true }) ended_at?: string;
  @Decimal({ min: 0, description: 'seconds in the queue, so far or until it was accepted or over' }) waiting_s!: number;
  @Integer({ min: 0, optional: true, description: 'queued: seconds to go, where somebody is online' })
  estimate_s?: number;
  @Integer({ min: 1, max: 5, optional: true, description: 'by the customer, at the end of the session' })
  rating?: number;
}

export class HandoffAsk {
  @Id() handoff_id!: string;
}

/** Which handoffs a list shows: the queue by priority and waiting time, what is with agents or over by time, newest first. */
export const handoffLists = ['queued', 'accepted', 'ended'] as const;
export type HandoffListName = (typeof handoffLists)[number];

/** Where a handoff stands in its list: in the queue its rank, an instant, its id. */
const placeInList = /^(?:\d\/)?\d{4}-[\dT:.Z-]+\/[\da-f-]{36}$/;

export class HandoffListAsk {
  @OneOf(handoffLists) state!: HandoffListName;
  @Id({ optional: true, description: 'only those of this agent' }) agent_id?: string;
  @Integer({ min: 1, max: 100 }) limit!: number;
  @Text({ max: 100, pattern: placeInList, optional: true }) cursor?: string;
}

export class HandoffList {
  @ListOf(() => Handoff, { max: 100 }) items!: Handoff[];
  @Text({ max: 100, optional: true }) cursor?: string;
}

export const reading = { deadlineMs: 3000, idempotent: true, allow: staff, askedBy: ['gateway'] } as const;
/** Steps wait for the entry in the session's log; to repeat one is to find it done. */
export const stepping = { deadlineMs: 6000, idempotent: true, allow: staff, askedBy: ['gateway'] } as const;

export const ListHandoffs = request('rpc.handoff.handoff.list.v1', {
  input: HandoffListAsk,
  output: HandoffList,
  errors: [],
  ...reading,
});

export const ReadHandoff = request('rpc.handoff.handoff.read.v1', {
  input: HandoffAsk,
  output: Handoff,
  errors: ['handoff.not_found'],
  ...reading,
});

/** From the queue into the hands of the agent who asks; won by exactly one. */
export const AcceptHandoff = request('rpc.handoff.handoff.accept.v1', {
  input: HandoffAsk,
  output: Handoff,
  errors: ['handoff.not_found', 'handoff.taken', 'handoff.over'],
  ...stepping,
});

export class TakeOverAsk {
  @Id() session_id!: string;
}

/** Any session at any moment into the hands of the one who asks: from the bot, from the queue, from a colleague. */
export const TakeOverSession = request('rpc.handoff.session.take_over.v1', {
  input: TakeOverAsk,
  output: Handoff,
  errors: ['session.not_found', 'session.ended', 'session.moved', 'handoff.taken'],
  ...stepping,
});

/** Back to the bot, which goes on where it left off. */
export const ReturnHandoff = request('rpc.handoff.handoff.return.v1', {
  input: HandoffAsk,
  output: Handoff,
  errors: ['handoff.not_found', 'handoff.not_yours', 'handoff.over'],
  ...stepping,
});

/** Done: the session ends, and the customer is asked for a rating. */
export const ResolveHandoff = request('rpc.handoff.handoff.resolve.v1', {
  input: HandoffAsk,
  output: Handoff,
  errors: ['handoff.not_found', 'handoff.not_yours', 'handoff.over'],
  ...stepping,
});

export class TransferAsk {
  @Id() handoff_id!: string;
  @Id({ optional: true, description: 'who is to have it; without: back to the queue' }) agent_id?: string;
}

export const TransferHandoff = request('rpc.handoff.handoff.transfer.v1', {
  input: TransferAsk,
  output: Handoff,
  errors: [
    'handoff.not_found',
    'handoff.not_yours',
    'handoff.over',
    'agent.not_found',
    'agent.away',
    'idempotency.key_reused',
  ],
  ...stepping,
});

export class AgentMessageDraft {
  @Id() handoff_id!: string;
  @Text({ max: 16000 }) text!: string;
  @Integer({ min: 0, description: 'seq of the last entry that the agent has seen' }) last_seen_seq!: number;
  @Text({ min: 1, max: 200 }) client_message_id!: string;
}

/** sent: `entry` is in the log; unseen: nothing was written, `entries` are what came after `last_seen_seq`. */
export class AgentMessageOutcome {
  @OneOf(['sent', 'unseen']) status!: 'sent' | 'unseen';
  @Nested(() => Entry, { optional: true }) entry?: Entry;
  @ListOf(() => Entry, { max: 50, optional: true }) entries?: Entry[];
}

export const SendHandoffMessage = request('rpc.handoff.message.send.v1', {
  input: AgentMessageDraft,
  output: AgentMessageOutcome,
  errors: [
    'handoff.not_found',
    'handoff.not_yours',
    'handoff.over',
    'session.ended',
    'message.empty',
    'message.too_long',
    'idempotency.key_reused',
  ],
  ...stepping,
});

export class NoteDraft {
  @Id() handoff_id!: string;
  @Text({ min: 1, max: 4000, pattern: visible }) text!: string;
}

/** Words among colleagues; no customer ever sees them. */
export class Note {
  @Id() id!: string;
  @Id() handoff_id!: string;
  @Nested(() => AgentName) author!: AgentName;
  @Text({ max: 4000 }) text!: string;
  @Instant() at!: string;
}

export const AddNote = request('rpc.handoff.note.add.v1', {
  input: NoteDraft,
  output: Note,
  errors: ['handoff.not_found', 'idempotency.key_reused'],
  ...stepping,
});

export class NoteListAsk {
  @Id() handoff_id!: string;
  @Integer({ min: 1, max: 100 }) limit!: number;
  @Id({ optional: true, description: 'of the last note of the page before' }) cursor?: string;
}

export class NoteList {
  @ListOf(() => Note, { max: 100 }) items!: Note[];
  @Text({ max: 100, optional: true }) cursor?: string;
}

/** Of one handoff, oldest first. */
export const ListNotes = request('rpc.handoff.note.list.v1', {
  input: NoteListAsk,
  output: NoteList,
  errors: ['handoff.not_found'],
  ...reading,
});
