import type { AgentName, HandoffPacket, HandoffReason, HandoffStep, Language, Priority } from '@parley/contracts';
import type { CollectionSpec, Stored } from '@parley/storage';
import { type Standing, agentOf, isLive, rankOf } from './standing.js';

/** A step that is decided here and perhaps not yet in the session's log. */
export interface Untold {
  /** Of the entry that tells it: whoever tells it again finds it there. */
  readonly entry_id: string;
  readonly step: HandoffStep;
  readonly agent: AgentName;
  readonly from: Standing | undefined;
}

export interface HandoffDocument extends Stored {
  readonly session_id: string;
  readonly customer: { readonly id: string; readonly name?: string };
  readonly reason: HandoffReason;
  readonly priority: Priority;
  readonly language: Language;
  readonly packet: HandoffPacket;
  readonly queued_at: string;
  readonly standing: Standing;
  readonly rating?: number;
  readonly untold?: Untold;
  /** Who asked for the last step, and by which idempotency key. */
  readonly asked?: string | undefined;
  /** There only while a step is untold: from when on the sweep tells it, in ms since 1970. */
  readonly untold_due?: number;
  /** What it is found by, as it stands. */
  readonly live_session?: string;
  readonly queue_rank?: string;
  readonly held_since?: string;
  readonly agent_id?: string;
  readonly ended_since?: string;
}

export const handoffCollection: CollectionSpec<HandoffDocument> = {
  name: 'handoffs',
  schema: 1,
  indexes: [
    { name: 'live', fields: ['live_session'], unique: true },
    { name: 'queue', fields: ['queue_rank'] },
    { name: 'waiting', fields: ['queue_rank'], acrossTenants: true },
    { name: 'held', fields: ['held_since'] },
    { name: 'held_by', fields: ['agent_id', 'held_since'] },
    { name: 'ended', fields: ['ended_since'] },
    { name: 'ended_by', fields: ['agent_id', 'ended_since'] },
    { name: 'untold', fields: ['untold_due'], acrossTenants: true },
  ],
};

/** A standing with the fields that it is found by; fields that it has not are removed. */
export function standingFields(
  { id, session_id }: Pick<HandoffDocument, 'id' | 'session_id'>,
  standing: Standing,
  priority: Priority,
) {
  const { state, since } = standing;
  return {
    standing,
    priority,
    live_session: isLive(standing) ? session_id : undefined,
    queue_rank: state === 'queued' ? rankOf(priority, since, id) : undefined,
    held_since: state === 'accepted' ? `${since}/${id}` : undefined,
    ended_since: isLive(standing) ? undefined : `${since}/${id}`,
    agent_id: agentOf(standing)?.id,
  };
}
