import type { DatabaseSync } from 'node:sqlite';

/** Of the tables. */
export const schemaVersion = 2;

const tables = `
  CREATE TABLE IF NOT EXISTS analysis (fingerprint TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS tenants (
    no INTEGER PRIMARY KEY, tenant TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS partitions (
    no INTEGER PRIMARY KEY, tenant_no INTEGER NOT NULL, language TEXT NOT NULL, passages INTEGER NOT NULL DEFAULT 0,
    slots INTEGER NOT NULL DEFAULT 0, stems INTEGER NOT NULL DEFAULT 0, grams INTEGER NOT NULL DEFAULT 0,
    concepts INTEGER NOT NULL DEFAULT 0, UNIQUE (tenant_no, language)
  );
  CREATE TABLE IF NOT EXISTS documents (
    no INTEGER PRIMARY KEY, tenant_no INTEGER NOT NULL, document_id TEXT NOT NULL, revision INTEGER NOT NULL,
    live INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, language TEXT NOT NULL, UNIQUE (tenant_no, document_id)
  );
  CREATE TABLE IF NOT EXISTS passages (
    no INTEGER PRIMARY KEY, document_no INTEGER NOT NULL, number INTEGER NOT NULL, partition_no INTEGER NOT NULL,
    slot INTEGER NOT NULL, text TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, heading TEXT NOT NULL,
    page INTEGER, UNIQUE (document_no, number), UNIQUE (partition_no, slot)
  );
  CREATE TABLE IF NOT EXISTS postings (
    partition_no INTEGER NOT NULL, term TEXT NOT NULL, bucket INTEGER NOT NULL, list BLOB NOT NULL,
    PRIMARY KEY (partition_no, term, bucket)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS lengths (
    partition_no INTEGER NOT NULL, bucket INTEGER NOT NULL, field TEXT NOT NULL, list BLOB NOT NULL,
    PRIMARY KEY (partition_no, bucket, field)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS free_slots (
    partition_no INTEGER NOT NULL, slot INTEGER NOT NULL, PRIMARY KEY (partition_no, slot)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS models (no INTEGER PRIMARY KEY, model TEXT NOT NULL UNIQUE, dimensions INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS vectors (
    passage_no INTEGER PRIMARY KEY, model_no INTEGER NOT NULL, vector BLOB NOT NULL
  );
`;

/** Within a transaction. */
export function createTables(db: DatabaseSync): void {
  db.exec(tables);
  db.exec(`PRAGMA user_version = ${schemaVersion}`);
}

export const storedVersion = (db: DatabaseSync): number =>
  (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
