import { type TurnCompleted, TurnCompletedEvent, newId } from '@parley/contracts';
import type { Change, Draft, EventDraft } from '@parley/storage';
import { actingLeaseMs } from '../acting/acting.js';
import type { EntryDocument } from '../log/entry.document.js';
import type { LogState } from '../log/log-state.js';
import { priorityOf, requestedEvent, withdrawnEvent } from '../owner/handoff-entry.js';
import type { Prepared } from './running.js';

/** The bot's entry that ends the turns of `covered`. */
export function botMessage(
  { answer, why }: Prepared,
  { seq, epoch }: LogState,
  covered: readonly EntryDocument[],
): Draft<EntryDocument> {
  const now = new Date();
  const { text, language, method, confidence, citations, suggestions, cost, dialogue, intent } = answer;
  return {
    id: newId(),
    session_id: covered[0]!.session_id,
    seq: seq + 1,
    epoch,
    kind: 'bot_message',
    author: { kind: 'bot', id: 'bot' },
    text,
    language,
    at: now.toISOString(),
    answers: covered.map(({ id }) => id),
    method,
    confidence,
    citations,
    suggestions,
    cost,
    execution_time_ms: since(covered[0]!.at, now),
    why,
    dialogue,
    ...(intent ? { intent, act_until: now.getTime() + actingLeaseMs } : {}),
    ...(answer.handoff ? { ...answer.handoff.entry, epoch: seq + 1 } : {}),
  };
}

/** What the end of an answer adds to the entry that has grown. */
export function finishOf(draft: Draft<EntryDocument>, grown: EntryDocument, cut = false): Change<EntryDocument> {
  const { text, citations, method, confidence, suggestions, cost, execution_time_ms, why, dialogue } = draft;
  const parts = text.length > grown.text.length ? [...(grown.parts ?? []), text.length] : (grown.parts ?? []);
  return {
    ...{ open: undefined, text, parts, citations, method, confidence, suggestions, cost, execution_time_ms },
    ...{ why, dialogue, ...(cut ? { cut } : {}) },
  };
}

/** What is told of the end of `count` turns, and of a session that went to people or came back with it. */
export function eventsOf(draft: Draft<EntryDocument>, { answer: { handoff } }: Prepared, count: number): EventDraft[] {
  const { id: entry_id, session_id, at } = draft;
  const { method, execution_time_ms } = draft as Required<Pick<EntryDocument, 'method' | 'execution_time_ms'>>;
  const ended = completed(at, { session_id, entry_id, method, count, execution_time_ms });
  if (!handoff) return [ended];
  const { reason } = handoff;
  const told = reason ? requestedEvent(draft, { reason, priority: priorityOf[reason] }) : withdrawnEvent(draft);
  return [ended, told];
}

/** What is told of a message that the bot does not answer because a person has the session. */
export function leftToHuman({ session_id, id: entry_id, at }: EntryDocument): EventDraft {
  const now = new Date();
  const execution_time_ms = since(at, now);
  return completed(now.toISOString(), { session_id, entry_id, method: 'agent', count: 1, execution_time_ms });
}

const completed = (at: string, data: TurnCompleted): EventDraft => ({
  id: newId(),
  subject: TurnCompletedEvent.subject,
  aggregate: data.session_id,
  at,
  data: { ...data },
});

/** In milliseconds; clocks of two machines differ. */
const since = (at: string, now: Date): number => Math.max(0, now.getTime() - Date.parse(at));
