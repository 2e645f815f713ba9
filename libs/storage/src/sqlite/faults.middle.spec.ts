import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { tempFolder } from '@parley/testing';
import { entries, entryDraft, happened, settledEvents, type Entry } from '../contract/entries.js';
import type { Collection, Store } from '../port.js';
import { openSqliteStore } from './store.js';

jest.setTimeout(30_000);

describe('SQLite store in trouble (real: SQLite files)', () => {
  let folder: ReturnType<typeof tempFolder>;
  let file: string;
  let store: Store;
  let log: Collection<Entry>;

  beforeEach(async () => {
    folder = tempFolder('store');
    file = join(folder.path, 'store.db');
    store = await openSqliteStore({ file, busy_limit_ms: 500 });
    log = store.collection(entries);
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  /** Another process that holds the write lock. */
  const lock = () => {
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    return () => other.close();
  };

  it('waits for another writer that is done in time', async () => {
    const unlock = lock();
    const waiting = log.insert('t1', entryDraft());
    setTimeout(unlock, 50);
    await waiting;
  });

  it('reads while another writes, and gives up writing at its limit', async () => {
    const held = await log.insert('t1', entryDraft());
    const unlock = lock();
    const waiting = log.insert('t1', entryDraft());
    const reason = waiting.catch((error: unknown) => error);
    expect(await log.get('t1', held.id)).toEqual(held);
    expect(await reason).toMatchObject({ code: 'store.unavailable' });
    await expect(store.check()).rejects.toMatchObject({ code: 'store.unavailable' });
    const next = log.insert('t1', entryDraft());
    unlock();
    await next;
    await store.check();
  });

  it('applies all of a bulk or nothing', async () => {
    const held = await log.insert('t1', entryDraft({ session_id: 's', seq: 1 }));
    const draft = entryDraft();
    const refused = store.bulk('t1', [
      { kind: 'insert', collection: log, draft, events: [happened('a')] },
      { kind: 'update', collection: log, id: held.id, version: 1, change: { text: 'x' } },
      { kind: 'insert', collection: log, draft: entryDraft({ session_id: 's', seq: 1 }) },
    ]);
    const beside = log.insert('t1', entryDraft(), [happened('a', { beside: true })]);
    await expect(refused).rejects.toThrow('by_seq');
    await beside;
    expect(await log.get('t1', draft.id)).toBeUndefined();
    expect(await log.get('t1', held.id)).toEqual(held);
    expect((await settledEvents(store, 1))[0]!.data).toEqual({ beside: true });
  });

  it('refuses a wrong document or event alone, not its group', async () => {
    const wrong = [
      log.insert('t1', entryDraft({ details: { n: 1n } })),
      log.insert('t1', entryDraft(), [{ ...happened('a'), at: undefined as never }]),
      log.insert('t1', { ...entryDraft(), id: undefined as never }),
    ];
    const right = log.insert('t1', entryDraft(), [happened('a')]);
    for (const result of await Promise.allSettled(wrong)) expect(result.status).toBe('rejected');
    await right;
    await settledEvents(store, 1);
    expect(await log.find('t1', { index: 'by_seq', where: {}, limit: 9 })).toHaveLength(1);
  });

  it('takes no more than it can hold, and goes on with what it took', async () => {
    const writes = Array.from({ length: 4200 }, () => log.insert('t1', entryDraft()));
    const refused = (await Promise.allSettled(writes)).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(104);
    expect(refused[0]).toMatchObject({ reason: { code: 'fleet.overloaded' } });
    expect(await log.find('t1', { index: 'by_seq', where: {}, limit: 9999 })).toHaveLength(4096);
  });

  it('is not well when its file is gone', async () => {
    await store.check();
    await rm(file);
    await expect(store.check()).rejects.toMatchObject({ code: 'store.unavailable' });
  });

  it('rolls back the whole group when the file fails, and recovers with it', async () => {
    const notes = store.collection<Entry>({ ...entries, name: 'notes' });
    const outside = new DatabaseSync(file);
    outside.exec('ALTER TABLE entries RENAME TO away');
    const group = [notes.insert('t1', entryDraft({ id: 'note' }), [happened('a')]), log.insert('t1', entryDraft())];
    for (const result of await Promise.allSettled(group))
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store.unavailable' } });
    await expect(log.get('t1', 'x')).rejects.toMatchObject({ code: 'store.unavailable' });
    expect(await notes.get('t1', 'note')).toBeUndefined();
    outside.exec('ALTER TABLE away RENAME TO entries');
    outside.close();
    await log.insert('t1', entryDraft(), [happened('a')]);
    await settledEvents(store, 1);
  });
});
