import type { Service } from '@parley/contracts';
import type { CollectionSpec, Stored } from '@parley/storage';

/** These documents belong to the service itself, not to a company. */
export const FLEET = 'fleet';

/** How far a consumer has applied one partition of a producer's events. */
export interface CursorDocument extends Stored {
  readonly producer: Service;
  readonly partition: number;
  /** Of the last event that was applied, or became a dead letter. */
  readonly position: number;
}

export const cursors: CollectionSpec<CursorDocument> = {
  name: 'event_cursors',
  schema: 1,
  indexes: [{ name: 'by_partition', fields: ['producer', 'partition'], unique: true }],
};

export const cursorId = (producer: Service, partition: number): string => `${producer}.${partition}`;

/** Which of the replicas on one store applies the events of a producer (the id). */
export interface LeaseDocument extends Stored {
  readonly holder: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export const leases: CollectionSpec<LeaseDocument> = { name: 'event_leases', schema: 1, indexes: [] };

/** An event (the id) that could not be applied. */
export interface DeadLetterDocument extends Stored {
  readonly event_tenant: string;
  readonly producer: Service;
  readonly subject: string;
  readonly partition: number;
  readonly position: number;
  readonly reason: string;
  readonly attempts: number;
  readonly at: string;
  readonly state: 'dead' | 'applied';
}

export const deadLetters: CollectionSpec<DeadLetterDocument> = {
  name: 'dead_letters',
  schema: 1,
  indexes: [{ name: 'by_state', fields: ['state', 'id'] }],
};
