import type { Method } from '@parley/contracts';
import type { CollectionSpec, Stored } from '@parley/storage';

export type Counts = Readonly<Partial<Record<Method, number>>>;

/** Turns of one day, counted from one partition of the producer's events; summed on reading. */
export interface RollupDocument extends Stored {
  /** UTC, YYYY-MM-DD. */
  readonly day: string;
  readonly partition: number;
  /** The last event that was counted: a second delivery of it changes nothing. */
  readonly position: number;
  readonly counts: Counts;
  /** Ids of events that were counted late, out of their order. */
  readonly late: readonly string[];
}

export const rollupCollection: CollectionSpec<RollupDocument> = {
  name: 'turn_rollups',
  schema: 1,
  indexes: [
    { name: 'by_day', fields: ['day', 'partition'], unique: true },
    { name: 'by_partition', fields: ['partition', 'day'], acrossTenants: true },
  ],
};

export const counted = (counts: Counts, method: Method, count: number): Counts => ({
  ...counts,
  [method]: (counts[method] ?? 0) + count,
});
