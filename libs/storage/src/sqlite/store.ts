import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { FleetError } from '@parley/contracts';
import { checkSpec } from '../document.js';
import {
  VersionConflict,
  type AnyWrite,
  type Collection,
  type CollectionSpec,
  type EventLog,
  type Store,
  type Stored,
} from '../port.js';
import { Checkpoints } from './checkpoints.js';
import { SqliteCollection, type SqliteParts } from './collection.js';
import { SqliteEvents } from './events.js';
import { GroupCommit } from './group-commit.js';
import { createOwnTables, prepareCollection } from './schema.js';

export interface SqliteOptions {
  /** The file is made, with its folder, when it is not there. Several processes may use one file, on one machine. */
  readonly file: string;
  /** How long a write or read waits for another process's lock before it fails with `store.unavailable`. Default 2000. */
  readonly busy_limit_ms?: number;
  /** How long the first write of a group waits for others to share its fsync. Default 2. */
  readonly window_ms?: number;
  /** OFF gives up durability: it exists to prove that the power-loss check can fail. Default FULL. */
  readonly synchronous?: 'FULL' | 'OFF';
}

/** Frames of 4 kB that the log may hold before SQLite itself brings it back, should `Checkpoints` fail. */
const framesAtMost = 32_000;

/** Throws when the file cannot be opened or was written by a newer version of the program. */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const { file, busy_limit_ms = 2000, window_ms = 2, synchronous = 'FULL' } = options;
  mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file, { timeout: busy_limit_ms });
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA cache_size = -8000;
    PRAGMA wal_autocheckpoint = ${framesAtMost}`);
  createOwnTables(db);
  const events = new SqliteEvents(db, busy_limit_ms);
  const checkpoints = new Checkpoints(file);
  const groups = new GroupCommit(db, events, { busy_limit_ms, window_ms }, () => checkpoints.committed());
  return new SqliteStore(file, { db, groups, events, checkpoints, busy_limit_ms });
}

class SqliteStore implements Store {
  private readonly collections = new Map<string, SqliteCollection<never>>();
  private readonly inode: number;
  private readonly savepoint: { readonly [step in 'begin' | 'undo' | 'end']: StatementSync };

  constructor(
    private readonly file: string,
    private readonly parts: SqliteParts,
  ) {
    this.inode = statSync(file).ino;
    const { db } = parts;
    this.savepoint = {
      begin: db.prepare('SAVEPOINT bulk'),
      undo: db.prepare('ROLLBACK TO bulk'),
      end: db.prepare('RELEASE bulk'),
    };
    this.doNotBlock();
  }

  get events(): EventLog {
    return this.parts.events;
  }

  collection<D extends Stored>(spec: CollectionSpec<D>): Collection<D> {
    if (this.collections.has(spec.name)) throw new Error(`the collection ${spec.name} is declared twice`);
    checkSpec(spec);
    this.parts.db.exec(`PRAGMA busy_timeout = ${this.parts.busy_limit_ms}`);
    prepareCollection(this.parts.db, spec);
    this.doNotBlock();
    const collection = new SqliteCollection(spec, this.parts);
    this.collections.set(spec.name, collection as never);
    return collection;
  }

  bulk(tenant: string, writes: readonly AnyWrite[]): Promise<void> {
    const { db, groups } = this.parts;
    return groups.run(writes.length, () => {
      this.savepoint.begin.run();
      try {
        for (const write of writes) this.apply(tenant, write);
      } catch (error) {
        if (db.isTransaction) this.savepoint.undo.run();
        throw error;
      } finally {
        if (db.isTransaction) this.savepoint.end.run();
      }
    });
  }

  /** A file that was deleted or replaced under the process would still take writes, for nobody to find. */
  async check(): Promise<void> {
    const { db, groups } = this.parts;
    if (statSync(this.file, { throwIfNoEntry: false })?.ino !== this.inode)
      throw new FleetError('store.unavailable', { reason: 'the file is gone' });
    await groups.run(1, () => db.exec('INSERT OR REPLACE INTO _check VALUES (1, unixepoch())'));
  }

  async close(): Promise<void> {
    await this.parts.groups.close();
    await this.parts.checkpoints.close();
    if (this.parts.db.isOpen) this.parts.db.close();
  }

  private apply(tenant: string, write: AnyWrite): void {
    const collection = this.collections.get(write.collection.spec.name) as SqliteCollection<Stored> | undefined;
    if (collection !== write.collection)
      throw new Error(`${write.collection.spec.name} is a collection of another store`);
    if (write.kind === 'insert') collection.applyInsert(tenant, write.draft, write.events);
    else if (!collection.applyUpdate(tenant, write.id, write.version, write.change, write.events, write.known))
      throw new VersionConflict(collection.spec.name, write.id);
  }

  /** From here on a lock held by another process is waited for between tries, not inside SQLite. */
  private doNotBlock(): void {
    this.parts.db.exec('PRAGMA busy_timeout = 0');
  }
}
