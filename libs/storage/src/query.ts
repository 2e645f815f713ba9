import type { CollectionSpec, IndexSpec, Query, Stored } from './port.js';

/** A query laid over its index: what is equal, what is bounded, how it is sorted. */
export interface Plan<D extends Stored> {
  readonly index: IndexSpec<D>;
  /** Leading fields of the index that have one value. */
  readonly equal: readonly string[];
  /** The field that `after` and `before` speak of; absent when every field has a value. */
  readonly bounded: string | undefined;
  /** Ties are ordered by id. */
  readonly sorted: readonly string[];
}

export function planOf<D extends Stored>(spec: CollectionSpec<D>, query: Query<D>, acrossTenants: boolean): Plan<D> {
  const index = spec.indexes.find((candidate) => candidate.name === query.index);
  if (!index) throw new Error(`${spec.name} has no index ${query.index}`);
  const refuse = (why: string) => new Error(`${spec.name}.${index.name}: ${why}`);
  if (acrossTenants && !index.acrossTenants) throw refuse('is not declared acrossTenants');
  const given = Object.keys(query.where).length;
  const equal = index.fields.slice(0, given);
  if (equal.some((field) => query.where[field] === undefined))
    throw refuse('`where` must name its leading fields and no others');
  const bounded = index.fields[given];
  if (bounded === undefined && (query.after !== undefined || query.before !== undefined))
    throw refuse('there is no field left for a bound');
  if (!(query.limit > 0)) throw refuse('the limit must be positive');
  const rest = index.fields.slice(given);
  return { index, equal, bounded, sorted: index.unique || rest.includes('id') ? rest : [...rest, 'id'] };
}
