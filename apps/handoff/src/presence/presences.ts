import { Inject, Injectable } from '@nestjs/common';
import { type AgentName, type PresenceChange, FleetError, ReadProfile } from '@parley/contracts';
import { type Call, Fleet, STORE, signedInUser } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import type { Collection, Store } from '@parley/storage';
import { type PresenceDocument, isThere, leaseMs, presenceCollection, usualCapacity } from './presence.document.js';

/** A lease with more left than this is not renewed by acting, in milliseconds. */
const enoughMs = 40_000;
/** More agents than this online at once are not counted. */
const mostOnline = 500;
const mostTries = 10;

/** Who is at the desk: a lease of each agent, renewed by every sign of life. */
@Injectable()
export class Presences {
  private readonly presences: Collection<PresenceDocument>;

  constructor(
    @Inject(STORE) store: Store,
    private readonly fleet: Fleet,
    private readonly clock: Clock,
  ) {
    this.presences = store.collection(presenceCollection);
  }

  get(tenant: string, agent_id: string): Promise<PresenceDocument | undefined> {
    return this.presences.get(tenant, agent_id);
  }

  async isThere(tenant: string, agent_id: string): Promise<boolean> {
    const presence = await this.get(tenant, agent_id);
    return presence !== undefined && isThere(presence, this.clock.now());
  }

  /** What an agent says about himself. Whoever goes offline has a lease that has lapsed, so that the sweep empties his hands. */
  async set({ status, capacity }: PresenceChange, call: Call): Promise<PresenceDocument> {
    const lease_until = this.clock.now() + (status === 'offline' ? 0 : leaseMs);
    return this.write(call, (before) => ({
      status,
      lease_until,
      capacity: capacity ?? before?.capacity ?? usualCapacity,
    }));
  }

  /** Whoever acts is there. */
  async act(call: Call): Promise<AgentName> {
    const now = this.clock.now();
    const present = await this.get(call.tenant, signedInUser(call).id);
    if (present && isThere(present, now) && (present.lease_until ?? 0) > now + enoughMs) return present;
    return this.write(call, (before) => ({
      status: before && isThere(before, now) ? before.status : 'online',
      lease_until: now + leaseMs,
      capacity: before?.capacity ?? usualCapacity,
    }));
  }

  /** Online right now. */
  online(tenant: string): Promise<PresenceDocument[]> {
    const query = {
      index: 'by_status',
      where: { status: 'online' },
      after: this.clock.now(),
      limit: mostOnline,
    } as const;
    return this.presences.find(tenant, query);
  }

  list(tenant: string, limit: number, after: string | undefined): Promise<PresenceDocument[]> {
    const bound = after === undefined ? {} : { after };
    return this.presences.find(tenant, { index: 'by_name', where: {}, ...bound, order: 'ascending', limit });
  }

  lapsed(limit: number): Promise<PresenceDocument[]> {
    const before = this.clock.now();
    return this.presences.findAcrossTenants({ index: 'lapsing', where: {}, before, order: 'ascending', limit });
  }

  /** Nothing is left in these hands. Nothing happens where there was a sign of life since. */
  gone({ tenant, id, version }: PresenceDocument): Promise<PresenceDocument | undefined> {
    return this.presences.update(tenant, id, version, { status: 'offline', lease_until: undefined });
  }

  /** Somebody who comes to the desk is asked for by name: it may have changed. */
  private async write(
    call: Call,
    change: (before: PresenceDocument | undefined) => Pick<PresenceDocument, 'status' | 'capacity' | 'lease_until'>,
  ): Promise<PresenceDocument> {
    const { tenant } = call;
    const id = signedInUser(call).id;
    for (let tries = 0; tries < mostTries; tries += 1) {
      const before = await this.get(tenant, id);
      const stays = before && isThere(before, this.clock.now());
      const name = stays ? before.name : (await this.fleet.ask(ReadProfile, {}, call)).name;
      const fields = { name, sorted: `${name}/${id}`, ...change(before) };
      if (!before) {
        const { inserted, document } = await this.presences.insertIfAbsent(tenant, { id, ...fields });
        if (inserted) return document;
        continue;
      }
      const written = await this.presences.update(tenant, id, before.version, fields);
      if (written) return written;
    }
    throw new FleetError('fleet.overloaded');
  }
}
