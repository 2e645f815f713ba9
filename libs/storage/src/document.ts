import { FleetError } from '@parley/contracts';
import type { Change, CollectionSpec, Stored } from './port.js';

export type Body = Record<string, unknown>;

const name = /^[a-z][a-z0-9_]*$/;

/** Stops at the start what would otherwise be found out by a document: bad names and gaps in the migrations. */
export function checkSpec<D extends Stored>(spec: CollectionSpec<D>): void {
  const names = [spec.name, ...spec.indexes.flatMap((index) => [index.name, ...index.fields])];
  const wrong = names.find((candidate) => !name.test(candidate));
  if (wrong !== undefined) throw new Error(`collection ${spec.name}: "${wrong}" is not a name in snake_case`);
  for (let schema = 1; schema < spec.schema; schema++)
    if (!spec.migrations?.[schema]) throw new Error(`collection ${spec.name}: no migration from schema ${schema}`);
}

/** The document as the present schema has it. A process of an older version refuses newer documents: another will take them. */
export function migrated<D extends Stored>(spec: CollectionSpec<D>, schema: number, body: Body): Body {
  if (schema > spec.schema)
    throw new FleetError('store.unavailable', { collection: spec.name, schema, known_schema: spec.schema });
  let document = body;
  for (let from = schema; from < spec.schema; from++) document = spec.migrations![from]!(document);
  return { ...document, id: body['id'], tenant: body['tenant'] };
}

/** The document with the change in it; `undefined` takes a field away. */
export function changed<D extends Stored>(body: Body, change: Change<D>): Body {
  const next: Body = { ...body };
  for (const [field, value] of Object.entries(change)) {
    if (value === undefined) delete next[field];
    else next[field] = value;
  }
  return next;
}

/** Fields of the documents that some index needs; id and version are always at hand. */
export function indexedFields<D extends Stored>(spec: CollectionSpec<D>): string[] {
  const fields = new Set<string>(spec.indexes.flatMap((index) => index.fields));
  return [...fields].filter((field) => field !== 'id' && field !== 'version');
}

/** What an index holds of a field; `null`: the field is absent, so the document is not in the index. */
export function indexedValue(collection: string, body: Body, field: string): string | number | null {
  const value = body[field];
  if (value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`${collection}.${field} is indexed, so it must be a string or a number, or absent`);
}
