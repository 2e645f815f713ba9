import { type HandoffStep, type Owner, FleetError } from '@parley/contracts';
import { type Dialogue, type EntryDocument, freshDialogue } from '../log/entry.document.js';
import type { LogState } from '../log/log-state.js';

/** Who has a session, as its log says. */
export type Standing =
  | { readonly kind: 'bot' }
  | { readonly kind: 'queued'; readonly handoff_id: string }
  | { readonly kind: 'agent'; readonly handoff_id: string; readonly agent_id: string }
  | { readonly kind: 'ended'; readonly entry: EntryDocument };

export function standingOf({ owner, change }: Pick<LogState, 'owner' | 'change'>): Standing {
  if (change?.kind === 'session_end') return { kind: 'ended', entry: change };
  const handoff_id = change?.handoff?.id ?? '';
  switch (owner.kind) {
    case 'bot':
      return { kind: 'bot' };
    case 'nobody':
      return { kind: 'queued', handoff_id };
    case 'agent':
      return { kind: 'agent', handoff_id, agent_id: owner.agent_id ?? '' };
  }
}

/**
 * Throws where a handoff is not (any longer) where the step begins: `session.ended`, or `session.moved` when the customer
 * went on. A take-over begins anywhere but in the hands of another agent.
 */
export function admitStep(standing: Standing, step: HandoffStep, handoff_id: string): void {
  if (standing.kind === 'ended') throw new FleetError('session.ended');
  const its = standing.kind !== 'bot' && standing.handoff_id === handoff_id;
  const begins =
    step === 'take_over'
      ? standing.kind !== 'agent'
      : its && standing.kind === (step === 'accept' ? 'queued' : 'agent');
  if (!begins) throw new FleetError('session.moved');
}

/** The dialogue that goes on: of the bot's last word, or of a handoff after it, which carries it on. */
export function dialogueOf({ bot, change }: Pick<LogState, 'bot' | 'change'>): Dialogue {
  const last = (change?.seq ?? 0) > (bot?.seq ?? 0) ? change : bot;
  return last?.dialogue ?? freshDialogue;
}

export const nobody: Owner = { kind: 'nobody' };
