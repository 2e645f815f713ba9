import { event, request } from './contract.js';
import { Entry, languages, type Language } from './entry.js';
import { Flag, Id, Instant, Integer, Nested, OneOf, Text } from './fields.js';
import {
  AgentMessageOutcome,
  AgentName,
  HandoffPacket,
  handoffReasons,
  priorities,
  type HandoffReason,
  type Priority,
} from './handoff.js';
import { Session } from './orchestrator.js';
import { staff } from './principal.js';

/** Requests and events of the orchestrator about who has a session: the log decides, handoff keeps the books. */

export class PersonAsk {
  @Id() session_id!: string;
  @OneOf(handoffReasons, { optional: true }) reason?: HandoffReason;
}

/** `entry` is what the customer was told when the handoff came to where it stands. */
export class HandoffReceipt {
  @Id() handoff_id!: string;
  @Nested(() => Entry) entry!: Entry;
  @Nested(() => Session) session!: Session;
}

/** The customer asks for a person. Where one has the session already, or it waits for one, that is the answer. */
export const RequestPerson = request('rpc.orchestrator.handoff.request.v1', {
  input: PersonAsk,
  output: HandoffReceipt,
  errors: ['session.not_found', 'session.ended', 'idempotency.key_reused'],
  deadlineMs: 5000,
  idempotent: true,
  allow: ['customer'],
  askedBy: ['gateway'],
});

/** accept: out of the queue; take_over: from the bot; transfer: to a colleague; requeue: the agent puts it back; lapse: the agent is gone; return: to the bot; resolve: the end. */
export const handoffSteps = ['accept', 'take_over', 'transfer', 'requeue', 'lapse', 'return', 'resolve'] as const;
export type HandoffStep = (typeof handoffSteps)[number];

export class HandoffStepRecord {
  @Id() session_id!: string;
  @Id() handoff_id!: string;
  @Id({ description: 'of the entry: the same again is found, not written twice' }) entry_id!: string;
  @OneOf(handoffSteps) step!: HandoffStep;
  @Nested(() => AgentName, {
    description: 'who has it from here on; or had it, where it goes to the queue, the bot or its end',
  })
  agent!: AgentName;
}

export class RecordedStep {
  @Nested(() => Entry) entry!: Entry;
}

/**
 * Appends what handoff has decided, with the one message that the customer sees about it. Refused with `session.moved`
 * where the log says that this handoff no longer is where the step begins: the customer went on or away.
 */
export const RecordHandoffStep = request('rpc.orchestrator.handoff.record.v1', {
  input: HandoffStepRecord,
  output: RecordedStep,
  errors: ['session.not_found', 'session.ended', 'session.moved'],
  deadlineMs: 4000,
  idempotent: true,
  allow: ['service'],
  askedBy: ['handoff'],
});

export class BriefingAsk {
  @Id() session_id!: string;
  @Id({ optional: true, description: 'without: as the session stands now' }) handoff_id?: string;
  @Integer({ min: 1, optional: true, description: 'seq of the entry that began the handoff' }) seq?: number;
  @OneOf(handoffReasons) reason!: HandoffReason;
}

export class Briefing {
  @Id() customer_id!: string;
  @Nested(() => HandoffPacket) packet!: HandoffPacket;
  @Flag({ description: 'the handoff is still what the session waits for' }) current!: boolean;
  @Flag({ description: 'the session has ended' }) ended!: boolean;
}

/** What an agent has to know about a session, from its log. */
export const BriefAgent = request('rpc.orchestrator.handoff.brief.v1', {
  input: BriefingAsk,
  output: Briefing,
  errors: ['session.not_found'],
  deadlineMs: 3000,
  idempotent: true,
  allow: ['service'],
  askedBy: ['handoff'],
});

export class AgentEntryDraft {
  @Id() session_id!: string;
  @Id() handoff_id!: string;
  @Text({ max: 200 }) agent_name!: string;
  @Text({ max: 16000 }) text!: string;
  @Integer({ min: 0 }) last_seen_seq!: number;
  @Text({ min: 1, max: 200 }) client_message_id!: string;
}

/** An agent's message into the log, where the agent owns the session and has seen everything in it. */
export const AppendAgentMessage = request('rpc.orchestrator.agent_message.append.v1', {
  input: AgentEntryDraft,
  output: AgentMessageOutcome,
  errors: [
    'session.not_found',
    'session.ended',
    'handoff.not_yours',
    'message.empty',
    'message.too_long',
    'idempotency.key_reused',
  ],
  deadlineMs: 4000,
  idempotent: true,
  allow: staff,
  askedBy: ['handoff'],
});

export class SessionEnding {
  @Id() session_id!: string;
  @Integer({ min: 1, max: 5, optional: true, description: 'customer: 5 is best' }) rating?: number;
  @Text({ max: 2000, optional: true, description: 'customer' }) comment?: string;
  @Flag({ optional: true, description: 'what the customer came for is settled' }) resolved?: boolean;
}

export class SessionEnded {
  @Nested(() => Session) session!: Session;
  @Nested(() => Entry) entry!: Entry;
}

/** Ends a session: the customer, or the agent who has it. The customer may rate once, then or later by the same request. */
export const EndSession = request('rpc.orchestrator.session.end.v1', {
  input: SessionEnding,
  output: SessionEnded,
  errors: ['session.not_found', 'session.rated', 'handoff.not_yours'],
  deadlineMs: 5000,
  idempotent: true,
  allow: ['customer', ...staff],
  askedBy: ['gateway'],
});

/** A customer waits for a person from the entry `seq` on. */
export class HandoffRequested {
  @Id() session_id!: string;
  @Id() handoff_id!: string;
  @Integer({ min: 1 }) seq!: number;
  @OneOf(handoffReasons) reason!: HandoffReason;
  @OneOf(priorities) priority!: Priority;
  @OneOf(languages) language!: Language;
  @Instant() at!: string;
}

export const HandoffRequestedEvent = event('evt.orchestrator.handoff.requested.v1', {
  payload: HandoffRequested,
  readBy: ['handoff'],
});

/** The customer does not wait any longer and goes on with the bot. */
export class HandoffWithdrawn {
  @Id() session_id!: string;
  @Id() handoff_id!: string;
}

export const HandoffWithdrawnEvent = event('evt.orchestrator.handoff.withdrawn.v1', {
  payload: HandoffWithdrawn,
  readBy: ['handoff'],
});

/** A session has ended, or was rated after its end. */
export class SessionClosed {
  @Id() session_id!: string;
  @Id({ optional: true, description: 'the handoff that was under way or the last one' }) handoff_id?: string;
  @OneOf(['customer', 'agent']) by!: 'customer' | 'agent';
  @Integer({ min: 1, max: 5, optional: true }) rating?: number;
  @Flag({ optional: true }) resolved?: boolean;
}

export const SessionClosedEvent = event('evt.orchestrator.session.closed.v1', {
  payload: SessionClosed,
  readBy: ['handoff'],
});
