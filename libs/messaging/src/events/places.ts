import type { Service } from '@parley/contracts';
import type { CollectionSpec, Stored } from '@parley/storage';

/** These documents belong to the service itself, not to a company. */
export const FLEET = 'fleet';

/** How far the events of a producer (the id) are applied, and which of the replicas on one store applies them. */
export interface PlaceDocument extends Stored {
  readonly holder: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** Of the last event of each partition that was applied or became a dead letter; may lag by a second. */
  readonly positions: readonly number[];
}

export const places: CollectionSpec<PlaceDocument> = { name: 'event_places', schema: 1, indexes: [] };

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
  readonly state: 'dead' | 'applied' | 'dropped';
  /** Of one that an operator gave up: in their words. */
  readonly dropped_why?: string;
}

export const deadLetters: CollectionSpec<DeadLetterDocument> = {
  name: 'dead_letters',
  schema: 1,
  indexes: [{ name: 'by_state', fields: ['state', 'id'] }],
};
