import { Inject, Injectable } from '@nestjs/common';
import { FleetError, type HandoffListAsk } from '@parley/contracts';
import { STORE } from '@parley/messaging';
import { Metrics } from '@parley/runtime';
import type { Change, Collection, Draft, Store } from '@parley/storage';
import { type HandoffDocument, handoffCollection } from './handoff.document.js';

const orders = {
  queued: { index: 'queue', mine: undefined, order: 'ascending', key: 'queue_rank' },
  accepted: { index: 'held', mine: 'held_by', order: 'descending', key: 'held_since' },
  ended: { index: 'ended', mine: 'ended_by', order: 'descending', key: 'ended_since' },
} as const;

/** More that one agent holds are looked at in the next round. */
const mostHeld = 100;
/** Handoffs that the gauge counts to. */
const mostCounted = 200;

@Injectable()
export class Handoffs {
  private readonly handoffs: Collection<HandoffDocument>;

  constructor(@Inject(STORE) store: Store, metrics: Metrics) {
    this.handoffs = store.collection(handoffCollection);
    const help = `Customers who wait for a person, counted up to ${mostCounted}.`;
    metrics.gauge({ name: 'parley_handoffs_waiting', help }, async (gauge) => {
      const query = { index: 'waiting', where: {}, limit: mostCounted };
      const waiting = await this.handoffs.findAcrossTenants(query).catch(() => undefined);
      if (waiting) gauge.set(waiting.length);
    });
  }

  /** Throws `handoff.not_found`. */
  async get(tenant: string, id: string): Promise<HandoffDocument> {
    const handoff = await this.find(tenant, id);
    if (!handoff) throw new FleetError('handoff.not_found');
    return handoff;
  }

  find(tenant: string, id: string): Promise<HandoffDocument | undefined> {
    return this.handoffs.get(tenant, id);
  }

  /** The one that is under way in a session. */
  async liveOf(tenant: string, live_session: string): Promise<HandoffDocument | undefined> {
    return (await this.handoffs.find(tenant, { index: 'live', where: { live_session }, limit: 1 }))[0];
  }

  /** A page, and where the next one begins. Nobody has what is queued: the queue of one agent is empty. */
  async list(
    tenant: string,
    { state, agent_id, limit, cursor }: HandoffListAsk,
  ): Promise<{ found: HandoffDocument[]; cursor?: string }> {
    const { index, mine, order, key } = orders[state];
    if (agent_id !== undefined && mine === undefined) return { found: [] };
    const bound = cursor === undefined ? {} : { [order === 'ascending' ? 'after' : 'before']: cursor };
    const where = agent_id === undefined ? {} : { agent_id };
    const found = await this.handoffs.find(tenant, {
      index: agent_id === undefined ? index : mine!,
      where,
      ...bound,
      order,
      limit,
    });
    const last = found.length === limit ? found.at(-1)?.[key] : undefined;
    return { found, ...(last === undefined ? {} : { cursor: last }) };
  }

  /** How many are before this place of the queue, or in all of it; counted up to `most`. */
  async waiting(tenant: string, most: number, before?: string): Promise<number> {
    const bound = before === undefined ? {} : { before };
    return (await this.handoffs.find(tenant, { index: 'queue', where: {}, ...bound, limit: most })).length;
  }

  heldBy(tenant: string, agent_id: string): Promise<HandoffDocument[]> {
    return this.handoffs.find(tenant, { index: 'held_by', where: { agent_id }, limit: mostHeld });
  }

  /** The last that were over, newest first. */
  lastEnded(tenant: string, limit: number): Promise<HandoffDocument[]> {
    return this.handoffs.find(tenant, { index: 'ended', where: {}, order: 'descending', limit });
  }

  untoldSince(now: number, limit: number): Promise<HandoffDocument[]> {
    return this.handoffs.findAcrossTenants({ index: 'untold', where: {}, before: now, order: 'ascending', limit });
  }

  /** Inserts, or gives back the one that has its id or is under way in its session. */
  insert(tenant: string, draft: Draft<HandoffDocument>): Promise<{ inserted: boolean; document: HandoffDocument }> {
    return this.handoffs.insertIfAbsent(tenant, draft);
  }

  /** Nothing when somebody else changed it meanwhile. */
  update(
    { tenant, id, version }: HandoffDocument,
    change: Change<HandoffDocument>,
  ): Promise<HandoffDocument | undefined> {
    return this.handoffs.update(tenant, id, version, change);
  }

  delete({ tenant, id }: HandoffDocument): Promise<boolean> {
    return this.handoffs.delete(tenant, id);
  }
}
