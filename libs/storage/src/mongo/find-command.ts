import type { Filter, Sort } from 'mongodb';
import type { CollectionSpec, Query, Stored } from '../port.js';
import { planOf } from '../query.js';
import type { StoredDocument } from './stored-document.js';

/** A query as the server takes it; of all tenants when `tenant` is undefined. */
export function commandOf<D extends Stored>(
  spec: CollectionSpec<D>,
  tenant: string | undefined,
  query: Query<D>,
): { readonly filter: Filter<StoredDocument>; readonly sort: Sort } {
  const { index, equal, bounded, sorted } = planOf(spec, query, tenant === undefined);
  const where = query.where as Record<string, string | number>;
  const filter: Record<string, unknown> = tenant === undefined ? {} : { tenant };
  for (const field of index.fields) filter[field] = { $exists: true };
  for (const field of equal) filter[field] = where[field];
  const { after, before, order } = query;
  if (bounded !== undefined && (after !== undefined || before !== undefined))
    filter[bounded] = { ...(after !== undefined && { $gt: after }), ...(before !== undefined && { $lt: before }) };
  const direction = order === 'descending' ? -1 : 1;
  return { filter, sort: Object.fromEntries(sorted.map((field) => [field, direction])) };
}
