import {
  type AgentName,
  type Author,
  type HandoffReason,
  type HandoffState,
  type HandoffStep,
  type Language,
  type Owner,
  type Priority,
  type SessionEnding,
  HandoffRequestedEvent,
  HandoffWithdrawnEvent,
  SessionClosedEvent,
  newId,
} from '@parley/contracts';
import type { Draft, EventDraft } from '@parley/storage';
import type { Dialogue, EntryDocument } from '../log/entry.document.js';
import { type TextKey, offerBot, say } from '../turn/texts.js';
import { nobody } from './standing.js';

export const system: Author = { kind: 'system', id: 'system' };

/** Everything of an entry that changes the owner but its place in the log. */
export type OwnerEntry = Pick<
  EntryDocument,
  | 'kind'
  | 'author'
  | 'text'
  | 'language'
  | 'owner'
  | 'handoff'
  | 'asked_why'
  | 'suggestions'
  | 'resolved'
  | 'rating'
  | 'comment'
> & { readonly id?: string; readonly dialogue: Dialogue; readonly client_message_id?: string };

/** Its seq is the new epoch: one document says both what happened and whose the session is. */
export function placed(entry: OwnerEntry, session_id: string, seq: number): Draft<EntryDocument> {
  return { id: newId(), ...entry, session_id, seq, epoch: seq, at: new Date().toISOString() };
}

/** The customer waits for a person. `desk` says whether somebody is there. */
export const queued = (handoff_id: string, language: Language, dialogue: Dialogue, desk: string): OwnerEntry => ({
  kind: 'handoff',
  author: system,
  text: `${say('handoff_queued', language)} ${desk}`,
  language,
  owner: nobody,
  handoff: { id: handoff_id, state: 'queued' },
  suggestions: offerBot(language),
  dialogue,
});

/** The customer waits no longer. */
export const withdrawn = (handoff_id: string, language: Language, dialogue: Dialogue): OwnerEntry => ({
  kind: 'handoff',
  author: system,
  text: say('handoff_withdrawn', language),
  language,
  owner: { kind: 'bot' },
  handoff: { id: handoff_id, state: 'cancelled' },
  dialogue,
});

const ofAgent = ({ id, name }: AgentName): Owner => ({ kind: 'agent', agent_id: id, name });

const outcomes: Record<
  Exclude<HandoffStep, 'resolve'>,
  { state: HandoffState; owner: (agent: AgentName) => Owner; text: TextKey }
> = {
  accept: { state: 'accepted', owner: ofAgent, text: 'handoff_accepted' },
  take_over: { state: 'accepted', owner: ofAgent, text: 'handoff_accepted' },
  transfer: { state: 'accepted', owner: ofAgent, text: 'handoff_transferred' },
  requeue: { state: 'queued', owner: () => nobody, text: 'handoff_requeued' },
  lapse: { state: 'queued', owner: () => nobody, text: 'handoff_lapsed' },
  return: { state: 'returned', owner: () => ({ kind: 'bot' }), text: 'handoff_returned' },
};

/** What becomes of a handoff in an agent's hands; `desk` is said to whoever waits again. */
export function stepEntry(
  step: Exclude<HandoffStep, 'resolve'>,
  { id, handoff_id, agent }: { id: string; handoff_id: string; agent: AgentName },
  { language, dialogue, desk }: { language: Language; dialogue: Dialogue; desk: string },
): OwnerEntry {
  const { state, owner, text } = outcomes[step];
  const told = say(text, language, { name: agent.name });
  return {
    id,
    kind: 'handoff',
    author: system,
    text: state === 'queued' ? `${told} ${desk}` : told,
    language,
    owner: owner(agent),
    handoff: { id: handoff_id, state, agent_name: agent.name },
    ...(state === 'queued' ? { suggestions: offerBot(language) } : {}),
    dialogue,
  };
}

/** How a session ended: by whom, and what is left of its handoff. */
export interface End {
  readonly id?: string;
  readonly by:
    { readonly kind: 'customer'; readonly id: string } | { readonly kind: 'agent'; readonly agent: AgentName };
  readonly handoff?: { readonly id: string; readonly state: HandoffState };
  readonly ending: Omit<SessionEnding, 'session_id'>;
}

export function endEntry({ id, by, handoff, ending }: End, language: Language, dialogue: Dialogue): OwnerEntry {
  const agent_name = by.kind === 'agent' ? { agent_name: by.agent.name } : {};
  return {
    ...(id === undefined ? {} : { id }),
    kind: 'session_end',
    author: by.kind === 'agent' ? { kind: 'agent', ...by.agent } : by,
    text:
      by.kind === 'agent'
        ? say('ended_by_agent', language, { name: by.agent.name })
        : say('ended_by_customer', language),
    language,
    owner: nobody,
    ...(handoff ? { handoff: { ...handoff, ...agent_name } } : {}),
    ...ending,
    dialogue,
  };
}

const eventOf = (subject: string, { session_id, at }: Draft<EntryDocument>, data: object): EventDraft => ({
  id: newId(),
  subject,
  aggregate: session_id,
  at,
  data: { ...data },
});

export function requestedEvent(
  draft: Draft<EntryDocument>,
  { reason, priority }: { reason: HandoffReason; priority: Priority },
): EventDraft {
  const { session_id, seq, language, at, handoff } = draft;
  return eventOf(HandoffRequestedEvent.subject, draft, {
    session_id,
    handoff_id: handoff!.id,
    seq,
    reason,
    priority,
    language,
    at,
  });
}

export const withdrawnEvent = (draft: Draft<EntryDocument>): EventDraft =>
  eventOf(HandoffWithdrawnEvent.subject, draft, { session_id: draft.session_id, handoff_id: draft.handoff!.id });

/** Of a session's end, and of a rating that comes later. */
export function closedEvent(draft: Draft<EntryDocument>): EventDraft {
  const { session_id, handoff, author, rating, resolved } = draft;
  return eventOf(SessionClosedEvent.subject, draft, {
    session_id,
    by: author.kind === 'agent' ? 'agent' : 'customer',
    ...(handoff ? { handoff_id: handoff.id } : {}),
    ...(rating === undefined ? {} : { rating }),
    ...(resolved === undefined ? {} : { resolved }),
  });
}

/** How soon somebody should come, by why they are called. */
export const priorityOf: Record<HandoffReason, Priority> = {
  customer_request: 'normal',
  no_answer: 'normal',
  action_failed: 'high',
  complaint: 'high',
  staff: 'normal',
};
