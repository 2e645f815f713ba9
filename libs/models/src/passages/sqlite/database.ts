import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { load } from 'sqlite-vec';
import { throughBusy } from './busy.js';
import { analyseAgain, isAnalysed } from './analyse-again.js';
import { createTables, schemaVersion, storedVersion } from './schema.js';

/**
 * Opens the file of the index, made when it is not there; every commit is on disk when it returns. Ready at once for
 * several processes: one writes, the others read what was committed before. Where text becomes other terms than when it
 * was indexed, the terms of all passages are made anew. Throws when the file is of a later version.
 */
export async function openDatabase(file: string): Promise<DatabaseSync> {
  mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file, { allowExtension: true });
  load(db);
  await throughBusy(() => db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000'));
  if (storedVersion(db) > schemaVersion) {
    db.close();
    throw new Error(`the passage index is of a later version than this program: ${file}`);
  }
  if (storedVersion(db) < schemaVersion) await throughBusy(() => inTransaction(db, () => createTables(db)));
  if (!isAnalysed(db)) await throughBusy(() => inTransaction(db, () => isAnalysed(db) || analyseAgain(db)));
  return db;
}

/** All or nothing; takes the write lock at once. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
