import { indexedFields, indexedValue, migrated, type Body } from '../document.js';
import type { CollectionSpec, EventDraft, IndexSpec, Stored } from '../port.js';

/** An event that has no position yet. It lies in its document, because that alone is written in one step with it. */
export interface PendingEvent {
  readonly order: string;
  readonly event: EventDraft;
}

/** Fields of the document lie beside ours, so that anybody can read them. */
export interface StoredDocument extends Body {
  readonly _id: { readonly tenant: string; readonly id: string };
  readonly _schema: number;
  /** Values of each unique index that the document is in, as JSON. MongoDB's own sparse indexes take a document that has
   * any one of their fields; these are one field each. */
  readonly _unique?: Readonly<Record<string, string>>;
  readonly _events?: readonly PendingEvent[];
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
}

/** Everything but what is for the relay alone. */
export const readable = { '_events.event': 0 } as const;

export const keyOf = (tenant: string, id: string): StoredDocument['_id'] => ({ tenant, id });

/** The document as the port has it, at the present schema. */
export function fromStored<D extends Stored>(spec: CollectionSpec<D>, stored: StoredDocument): D {
  const { _id, _schema, _unique, _events, ...body } = stored;
  const document = _schema === spec.schema ? body : migrated(spec, _schema, body);
  document['version'] = body.version;
  return document as unknown as D;
}

/** The value of a unique index; undefined when the document lacks one of its fields. */
export function uniqueValue<D extends Stored>(index: IndexSpec<D>, body: Body): string | undefined {
  const values = index.fields.map((field) => body[field]);
  if (values.includes(undefined)) return undefined;
  return JSON.stringify(index.acrossTenants ? values : [body['tenant'], ...values]);
}

/** Undefined when the document is in no unique index. */
export function uniqueValues<D extends Stored>(
  spec: CollectionSpec<D>,
  body: Body,
): Record<string, string> | undefined {
  for (const field of indexedFields(spec)) indexedValue(spec.name, body, field);
  const values: Record<string, string> = {};
  for (const index of spec.indexes) {
    const value = index.unique && uniqueValue(index, body);
    if (value) values[index.name] = value;
  }
  return Object.keys(values).length > 0 ? values : undefined;
}

export interface FieldUpdate {
  readonly $set?: Body;
  readonly $unset?: Readonly<Record<string, ''>>;
}

export const fieldUpdate = (set: Body, unset: readonly string[]): FieldUpdate => ({
  ...(Object.keys(set).length > 0 && { $set: set }),
  ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((field) => [field, ''])) }),
});

/** What turns a stored document into `next`: all its fields, and away with those it no longer has. The version stays. */
export function replacement<D extends Stored>(
  spec: CollectionSpec<D>,
  stored: StoredDocument,
  next: Body,
): FieldUpdate {
  const { _id, _events, version, ...old } = stored;
  const { version: _, ...fields } = next;
  const unique = uniqueValues(spec, next);
  const set: Body = { ...fields, _schema: spec.schema, ...(unique && { _unique: unique }) };
  return fieldUpdate(
    set,
    Object.keys(old).filter((field) => set[field] === undefined),
  );
}
