import type { DatabaseSync } from 'node:sqlite';
import { indexedFields, indexedValue, migrated, type Body } from '../document.js';
import type { CollectionSpec, IndexSpec, Stored } from '../port.js';

const ownTables = `
  CREATE TABLE IF NOT EXISTS _collections (name TEXT PRIMARY KEY, schema INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS _events (
    partition INTEGER NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, tenant TEXT NOT NULL,
    subject TEXT NOT NULL, aggregate TEXT NOT NULL, at TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (partition, position)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS _check (id INTEGER PRIMARY KEY, at INTEGER NOT NULL);`;

/** The column of a field that some index needs. */
export const column = (field: string): string => (field === 'id' || field === 'version' ? field : `k_${field}`);

export const indexName = (collection: string, index: string): string => `${collection}__${index}`;

/** Fields whose absence keeps a document out of an index. */
export const optional = <D extends Stored>(index: IndexSpec<D>): string[] =>
  index.fields.filter((field) => field !== 'id' && field !== 'version');

export function createOwnTables(db: DatabaseSync): void {
  immediately(db, () => db.exec(ownTables));
}

/** Creates what the collection lacks and brings older documents up to date. A file of a newer schema is refused. */
export function prepareCollection<D extends Stored>(db: DatabaseSync, spec: CollectionSpec<D>): void {
  immediately(db, () => {
    const stored = db.prepare('SELECT schema FROM _collections WHERE name = ?').get(spec.name)?.['schema'];
    if (typeof stored === 'number' && stored > spec.schema)
      throw new Error(
        `${spec.name} has schema ${stored}, this version of the program knows ${spec.schema}: start a newer one`,
      );
    db.prepare('INSERT OR REPLACE INTO _collections VALUES (?, ?)').run(spec.name, spec.schema);
    db.exec(`CREATE TABLE IF NOT EXISTS ${spec.name} (id TEXT NOT NULL, tenant TEXT NOT NULL, version INTEGER NOT NULL,
      schema INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (tenant, id))`);
    const added = addColumns(db, spec);
    if (typeof stored === 'number' && (added || stored < spec.schema))
      rewrite(db, spec, added ? spec.schema + 1 : spec.schema);
    for (const index of spec.indexes) createIndex(db, spec.name, index);
  });
}

function immediately(db: DatabaseSync, change: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    change();
    db.exec('COMMIT');
  } finally {
    if (db.isTransaction) db.exec('ROLLBACK');
  }
}

function addColumns<D extends Stored>(db: DatabaseSync, spec: CollectionSpec<D>): boolean {
  const present = new Set(
    db
      .prepare(`PRAGMA table_info(${spec.name})`)
      .all()
      .map((row) => row['name']),
  );
  const missing = indexedFields(spec)
    .map(column)
    .filter((name) => !present.has(name));
  for (const name of missing) db.exec(`ALTER TABLE ${spec.name} ADD COLUMN ${name}`);
  return missing.length > 0;
}

function rewrite<D extends Stored>(db: DatabaseSync, spec: CollectionSpec<D>, olderThan: number): void {
  const fields = indexedFields(spec);
  const assignments = ['schema', 'body', ...fields.map(column)].map((name) => `${name} = ?`).join(', ');
  const update = db.prepare(`UPDATE ${spec.name} SET ${assignments} WHERE tenant = ? AND id = ?`);
  const older = db
    .prepare(`SELECT tenant, id, schema, body FROM ${spec.name} WHERE schema < ? ORDER BY rowid`)
    .all(olderThan);
  for (const row of older) {
    const body = migrated(spec, row['schema'] as number, JSON.parse(row['body'] as string) as Body);
    const values = fields.map((field) => indexedValue(spec.name, body, field));
    update.run(spec.schema, JSON.stringify(body), ...values, row['tenant']!, row['id']!);
  }
}

function createIndex<D extends Stored>(db: DatabaseSync, collection: string, index: IndexSpec<D>): void {
  const name = indexName(collection, index.name);
  const tie = index.unique || index.fields.includes('id') ? [] : ['id'];
  const columns = [...(index.acrossTenants ? [] : ['tenant']), ...index.fields.map(column), ...tie];
  const present = optional(index)
    .map((field) => `${column(field)} IS NOT NULL`)
    .join(' AND ');
  const sql =
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${name} ON ${collection} (${columns.join(', ')})` +
    (present && ` WHERE ${present}`);
  const existing = db.prepare(`SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?`).get(name)?.['sql'];
  if (existing === undefined) db.exec(sql);
  else if (existing !== sql)
    throw new Error(
      `${collection}: the index ${index.name} exists with another definition; give the new one a new name`,
    );
}
