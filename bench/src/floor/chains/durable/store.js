import { DatabaseSync } from 'node:sqlite';

/** Writes that come within this time are committed, and forced to disk, as one. */
const WINDOW_MS = 2;
const PARTITIONS = 64;

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA busy_timeout = 2000;
  PRAGMA cache_size = -16000;
  PRAGMA wal_autocheckpoint = 8000;
  CREATE TABLE IF NOT EXISTS sessions (tenant TEXT, id TEXT, visitor TEXT, PRIMARY KEY (tenant, id)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS entries (tenant TEXT, session TEXT, seq INTEGER, client_message_id TEXT, turn TEXT,
    document TEXT);
  CREATE UNIQUE INDEX IF NOT EXISTS entries_place ON entries (tenant, session, seq);
  CREATE UNIQUE INDEX IF NOT EXISTS entries_client ON entries (tenant, session, client_message_id)
    WHERE client_message_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS entries_open ON entries (turn) WHERE turn = 'open';
  CREATE TABLE IF NOT EXISTS events (number INTEGER PRIMARY KEY, partition INTEGER, position INTEGER, document TEXT);
  CREATE UNIQUE INDEX IF NOT EXISTS events_position ON events (partition, position);
  CREATE TABLE IF NOT EXISTS relayed (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER);`;

/** The log of sessions and the events in one SQLite file, with group commit on the main thread. */
export function openStore(path) {
  const database = new DatabaseSync(path);
  database.exec(SCHEMA);
  const insertEvent = database.prepare('INSERT INTO events (partition, position, document) VALUES (?, ?, ?)');
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  const positions = new Array(PARTITIONS).fill(0);
  const rolledBack = [readPositions];
  let staged = [];
  readPositions();

  function readPositions() {
    positions.fill(0);
    for (const row of database.prepare('SELECT partition, max(position) AS last FROM events GROUP BY partition').all())
      positions[row.partition] = row.last;
  }

  function commitStaged() {
    const group = staged;
    staged = [];
    try {
      begin.run();
      for (const write of group) write.result = write.apply();
      commit.run();
    } catch (error) {
      if (database.isTransaction) rollback.run();
      for (const forget of rolledBack) forget();
      for (const write of group) write.reject(error);
      return;
    }
    for (const write of group) write.resolve(write.result);
  }

  return {
    database,
    /** Runs `apply` inside the next group and resolves with what it gave once that group is on disk. */
    write(apply) {
      return new Promise((resolve, reject) => {
        if (staged.length === 0) setTimeout(commitStaged, WINDOW_MS);
        staged.push({ apply, resolve, reject, result: undefined });
      });
    },
    /** For those who remember what they read or wrote. */
    onRollback(forget) {
      rolledBack.push(forget);
    },
    /** Only inside `write`: records a fact about a session at the next position of its partition. */
    record(session, event) {
      const partition = partitionOf(session);
      insertEvent.run(partition, ++positions[partition], JSON.stringify(event));
    },
  };
}

/** Ids are UUIDv7: their last characters are random, so they spread evenly. */
const partitionOf = (session) => Number.parseInt(session.slice(-4), 16) % PARTITIONS;
