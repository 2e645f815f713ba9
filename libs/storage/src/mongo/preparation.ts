import type { Collection, Db, UpdateFilter } from 'mongodb';
import { migrated } from '../document.js';
import type { CollectionSpec, IndexSpec, Stored } from '../port.js';
import { replacement, uniqueValue, type StoredDocument } from './stored-document.js';

type Documents = Collection<StoredDocument>;

/** Creates what the collection lacks and brings older documents up to date. A store of a newer schema is refused. A unique
 * index holds for what is written from then on by processes that declare it. */
export async function prepareCollection<D extends Stored>(db: Db, spec: CollectionSpec<D>): Promise<void> {
  const documents: Documents = db.collection(spec.name);
  await claimSchema(db, spec);
  const existing = await indexesOf(documents);
  for (const index of spec.indexes) await createIndex(documents, index, existing);
  if (!existing.has('pending')) await documents.createIndex({ '_events.order': 1 }, { name: 'pending', sparse: true });
  await rewriteOlder(documents, spec);
}

async function claimSchema<D extends Stored>(db: Db, { name, schema }: CollectionSpec<D>): Promise<void> {
  const collections = db.collection<{ _id: string; schema: number }>('_collections');
  const stored = await collections.findOneAndUpdate(
    { _id: name },
    { $max: { schema } },
    { upsert: true, returnDocument: 'after' },
  );
  if (stored!.schema > schema)
    throw new Error(
      `${name} has schema ${stored!.schema}, this version of the program knows ${schema}: start a newer one`,
    );
}

async function indexesOf(documents: Documents): Promise<Map<string, string>> {
  const indexes = await documents
    .listIndexes()
    .toArray()
    .catch(() => []);
  return new Map(indexes.map(({ name, key }) => [name as string, JSON.stringify(key)]));
}

async function createIndex<D extends Stored>(
  documents: Documents,
  index: IndexSpec<D>,
  existing: ReadonlyMap<string, string>,
) {
  const { name, unique, acrossTenants } = index;
  const tie = unique || index.fields.includes('id') ? [] : ['id'];
  const fields = [...(acrossTenants ? [] : ['tenant']), ...index.fields, ...tie];
  const key = Object.fromEntries(fields.map((field) => [field, 1 as const]));
  const known = existing.get(name);
  if (known === JSON.stringify(key)) return;
  if (known !== undefined)
    throw new Error(
      `${documents.collectionName}: the index ${name} exists with another definition; give the new one a new name`,
    );
  if (unique) {
    await fillUnique(documents, index);
    await documents.createIndex({ [`_unique.${name}`]: 1 }, { name: uniqueIndex(name), unique: true, sparse: true });
  }
  await documents.createIndex(key, { name });
}

export const uniqueIndex = (name: string): string => `unique_${name}`;

async function fillUnique<D extends Stored>(documents: Documents, index: IndexSpec<D>): Promise<void> {
  const field = `_unique.${index.name}`;
  const present = Object.fromEntries(index.fields.map((each) => [each, { $exists: true }]));
  for await (const stored of documents.find({ ...present, [field]: { $exists: false } })) {
    const { _id, version } = stored;
    await documents.updateOne({ _id, version }, { $set: { [field]: uniqueValue(index, stored) } });
  }
}

/** On condition of the version, which stays: who changed the document meanwhile has written it at the present schema. */
async function rewriteOlder<D extends Stored>(documents: Documents, spec: CollectionSpec<D>): Promise<void> {
  if (spec.schema === 1) return;
  for await (const stored of documents.find({ _schema: { $lt: spec.schema } })) {
    const { _id, _schema, _unique, _events, ...body } = stored;
    const next = migrated(spec, _schema, body);
    const update = replacement(spec, stored, next) as UpdateFilter<StoredDocument>;
    await documents.updateOne({ _id, version: body.version }, update, { ignoreUndefined: true });
  }
}
