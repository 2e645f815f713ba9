import type { Handoff } from '@parley/contracts';
import type { HandoffDocument } from './handoff.document.js';
import { agentOf } from './standing.js';

/** As staff see it at an instant. `estimate_s` is there for whoever waits. */
export function toHandoff(document: HandoffDocument, now: number, estimate_s?: number): Handoff {
  const { id, session_id, version, standing, reason, language, customer, packet, queued_at, rating } = document;
  const agent = agentOf(standing);
  return {
    id,
    session_id,
    version,
    state: standing.state,
    reason,
    priority: document.priority,
    language,
    customer,
    packet,
    queued_at,
    ...(agent ? { agent } : {}),
    ...timesOf(document),
    waiting_s: waitedFor(document, now),
    ...(estimate_s === undefined ? {} : { estimate_s }),
    ...(rating === undefined ? {} : { rating }),
  };
}

function timesOf({ standing }: HandoffDocument): Pick<Handoff, 'accepted_at' | 'ended_at'> {
  if (standing.state === 'queued') return {};
  if (standing.state === 'accepted') return { accepted_at: standing.since };
  return { ...(standing.accepted ? { accepted_at: standing.accepted.at } : {}), ended_at: standing.since };
}

function waitedFor({ standing, queued_at }: HandoffDocument, now: number): number {
  const [from, to] = waitOf(standing, queued_at, now);
  return Math.max(0, Math.round((to - Date.parse(from)) / 100) / 10);
}

function waitOf(standing: HandoffDocument['standing'], queued_at: string, now: number): [string, number] {
  if (standing.state === 'queued') return [standing.since, now];
  if (standing.state === 'accepted') return [standing.waited_since, Date.parse(standing.since)];
  const { accepted } = standing;
  return accepted ? [accepted.waited_since, Date.parse(accepted.at)] : [queued_at, Date.parse(standing.since)];
}
