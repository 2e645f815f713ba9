import type { Handoff, Presence } from '../fleet/shapes.js';

/** What is known of the desk: lists as they were read, and what was pushed since. */
export interface DeskState {
  readonly handoffs: ReadonlyMap<string, Handoff>;
  readonly agents: ReadonlyMap<string, Presence>;
  /** Pushed since a reading began; the reading may be older. */
  readonly pushed: ReadonlyMap<string, Handoff>;
}

export const emptyDesk: DeskState = { handoffs: new Map(), agents: new Map(), pushed: new Map() };

/** A reading of the lists begins. */
export const reading = (desk: DeskState): DeskState => ({ ...desk, pushed: new Map() });

const newer = (one: Handoff | undefined, other: Handoff): Handoff => (one && one.version > other.version ? one : other);

/** The lists as they were read; what was pushed meanwhile is newer or the same. */
export function read(
  desk: DeskState,
  { handoffs, agents }: { handoffs: readonly Handoff[]; agents: readonly Presence[] },
): DeskState {
  const merged = new Map<string, Handoff>();
  for (const handoff of [...handoffs, ...desk.pushed.values()]) {
    merged.set(handoff.id, newer(merged.get(handoff.id), handoff));
  }
  return { handoffs: merged, agents: new Map(agents.map((agent) => [agent.agent_id, agent])), pushed: new Map() };
}

/** One handoff as it was pushed, or as a reply brought it. */
export function withHandoff(desk: DeskState, handoff: Handoff): DeskState {
  const next = newer(desk.handoffs.get(handoff.id), handoff);
  return {
    ...desk,
    handoffs: new Map(desk.handoffs).set(handoff.id, next),
    pushed: new Map(desk.pushed).set(handoff.id, next),
  };
}

export const withAgent = (desk: DeskState, agent: Presence): DeskState => ({
  ...desk,
  agents: new Map(desk.agents).set(agent.agent_id, agent),
});

const urgency: Record<Handoff['priority'], number> = { urgent: 0, high: 1, normal: 2, low: 3 };

/** Whoever waits: the most urgent first, then the longest waiting. */
export const queueOf = ({ handoffs }: DeskState): Handoff[] =>
  [...handoffs.values()]
    .filter(({ state }) => state === 'queued')
    .sort((a, b) => urgency[a.priority] - urgency[b.priority] || a.queued_at.localeCompare(b.queued_at));

/** What this agent has in hand, the latest first. */
export const handsOf = ({ handoffs }: DeskState, agent_id: string): Handoff[] =>
  [...handoffs.values()]
    .filter(({ state, agent }) => state === 'accepted' && agent?.id === agent_id)
    .sort((a, b) => (b.accepted_at ?? '').localeCompare(a.accepted_at ?? ''));

/** The handoff of a session that matters now: the one under way, else the last. */
export const handoffOf = ({ handoffs }: DeskState, session_id: string): Handoff | undefined =>
  [...handoffs.values()]
    .filter((handoff) => handoff.session_id === session_id)
    .sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || b.queued_at.localeCompare(a.queued_at))[0];

export const isOver = ({ state }: Handoff): boolean => state !== 'queued' && state !== 'accepted';

/** Colleagues who could take a chat now. */
export const colleagues = ({ agents }: DeskState, me: string): Presence[] =>
  [...agents.values()]
    .filter(({ agent_id, status }) => agent_id !== me && status === 'online')
    .sort((a, b) => a.active / a.capacity - b.active / b.capacity || a.name.localeCompare(b.name));

/** Seconds that somebody has waited, by this machine's clock; never less than the fleet said. */
export const waitedSeconds = ({ queued_at, waiting_s }: Handoff, now: number): number =>
  Math.max(waiting_s, (now - Date.parse(queued_at)) / 1000);
