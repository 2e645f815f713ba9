import type { AgentName, ErrorCode, HandoffStep, Priority } from '@parley/contracts';

/** Where a handoff stands. Instants are ISO 8601. */
export type Standing =
  | { readonly state: 'queued'; readonly since: string }
  | { readonly state: 'accepted'; readonly waited_since: string; readonly since: string; readonly agent: AgentName }
  | {
      readonly state: 'resolved' | 'returned' | 'cancelled';
      readonly since: string;
      readonly accepted?: { readonly at: string; readonly waited_since: string; readonly agent: AgentName };
    };

/** Who wants a step; seniors may move what others have in hand. */
export interface Actor {
  readonly id: string;
  readonly senior: boolean;
}

export type Verdict =
  | { readonly kind: 'move'; readonly to: Standing }
  /** It stands there already. */
  | { readonly kind: 'stands' }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

const refused = (code: ErrorCode): Verdict => ({ kind: 'refused', code });

/** Where a step leads, or why it may not be taken. `agent` is who has it afterwards, or had it before. */
export function verdictOn(
  standing: Standing,
  step: HandoffStep,
  agent: AgentName,
  actor: Actor | undefined,
  now: string,
): Verdict {
  switch (step) {
    case 'accept':
      return accept(standing, agent, now, false);
    case 'take_over':
      return accept(standing, agent, now, true);
    default:
      return leave(standing, step, agent, actor, now);
  }
}

function accept(standing: Standing, agent: AgentName, now: string, fromColleagues: boolean): Verdict {
  if (standing.state === 'queued') return { kind: 'move', to: inHandsOf(agent, standing.since, now) };
  if (standing.state !== 'accepted') return refused('handoff.over');
  if (standing.agent.id === agent.id) return { kind: 'stands' };
  return fromColleagues ? { kind: 'move', to: inHandsOf(agent, standing.waited_since, now) } : refused('handoff.taken');
}

function leave(
  standing: Standing,
  step: Exclude<HandoffStep, 'accept' | 'take_over'>,
  agent: AgentName,
  actor: Actor | undefined,
  now: string,
): Verdict {
  if (standing.state === 'queued') return step === 'lapse' ? { kind: 'stands' } : refused('handoff.not_yours');
  if (standing.state !== 'accepted') {
    const there = standing.state === ends[step as keyof typeof ends] && standing.accepted?.agent.id === actor?.id;
    return there || step === 'lapse' ? { kind: 'stands' } : refused('handoff.over');
  }
  if (step === 'lapse') {
    return standing.agent.id === agent.id ? { kind: 'move', to: { state: 'queued', since: now } } : { kind: 'stands' };
  }
  if (step === 'transfer' && standing.agent.id === agent.id) return { kind: 'stands' };
  if (!actor?.senior && standing.agent.id !== actor?.id) return refused('handoff.not_yours');
  switch (step) {
    case 'transfer':
      return { kind: 'move', to: inHandsOf(agent, standing.waited_since, now) };
    case 'requeue':
      return { kind: 'move', to: { state: 'queued', since: now } };
    case 'return':
    case 'resolve':
      return { kind: 'move', to: over(standing, ends[step], now) };
  }
}

const ends = { return: 'returned', resolve: 'resolved' } as const;

const inHandsOf = (agent: AgentName, waited_since: string, now: string): Standing => ({
  state: 'accepted',
  waited_since,
  since: now,
  agent,
});

/** The end of a handoff, whatever it was before. */
export function over(standing: Standing, state: 'resolved' | 'returned' | 'cancelled', now: string): Standing {
  if (standing.state === 'queued') return { state, since: now };
  if (standing.state !== 'accepted') return standing;
  const { since: at, waited_since, agent } = standing;
  return { state, since: now, accepted: { at, waited_since, agent } };
}

export const isLive = ({ state }: Standing): boolean => state === 'queued' || state === 'accepted';

export const agentOf = (standing: Standing): AgentName | undefined => {
  if (standing.state === 'queued') return undefined;
  return standing.state === 'accepted' ? standing.agent : standing.accepted?.agent;
};

const ranks: Record<Priority, number> = { urgent: 0, high: 1, normal: 2, low: 3 };

/** Sorts the queue: by priority, then by waiting time. */
export const rankOf = (priority: Priority, since: string, id: string): string => `${ranks[priority]}/${since}/${id}`;

/** Whoever had a person and lost it waits with priority. */
export const raised = (priority: Priority): Priority => (priority === 'urgent' ? 'urgent' : 'high');
