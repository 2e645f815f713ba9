import type { PresenceStatus } from '@parley/contracts';
import type { CollectionSpec, Stored } from '@parley/storage';

/** An agent at the desk; the id is the user's. */
export interface PresenceDocument extends Stored {
  readonly name: string;
  /** Name and id: what lists are sorted by. */
  readonly sorted: string;
  readonly status: PresenceStatus;
  readonly capacity: number;
  /** In ms since 1970; there until nothing is left in the hands of an agent who went or whose lease lapsed. */
  readonly lease_until?: number;
}

export const presenceCollection: CollectionSpec<PresenceDocument> = {
  name: 'presences',
  schema: 1,
  indexes: [
    { name: 'by_name', fields: ['sorted'] },
    { name: 'by_status', fields: ['status', 'lease_until'] },
    { name: 'lapsing', fields: ['lease_until'], acrossTenants: true },
  ],
};

/** Without a sign of life for so long an agent is gone, in milliseconds. */
export const leaseMs = 60_000;
export const usualCapacity = 5;

/** At the desk right now. */
export const isThere = ({ status, lease_until = 0 }: PresenceDocument, now: number): boolean =>
  status !== 'offline' && lease_until > now;
