import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { connect, createServer, type AddressInfo } from 'node:net';
import { newId } from '@parley/contracts';
import { startMongoPeer } from '@parley/testing';
import { MongoClient } from 'mongodb';
import { entries, entryDraft, happened, settledEvents, type Entry } from '../contract/entries.js';
import type { Collection, Store } from '../port.js';
import type { StoredDocument } from './stored-document.js';
import { openMongoStore } from './store.js';

const peer = await startMongoPeer();
jest.setTimeout(30_000);

describe('MongoDB store in trouble (real: a server with the wire protocol)', () => {
  if ('skipped' in peer) {
    it.skip(`needs a server: ${peer.skipped}`, () => undefined);
    return;
  }
  const client = new MongoClient(peer.url);
  let database: string;
  let store: Store;
  let log: Collection<Entry>;

  beforeEach(async () => {
    database = `parley_${newId().replaceAll('-', '')}`;
    store = await openMongoStore({ url: peer.url, database });
    log = store.collection(entries);
  });
  afterEach(() => store.close());
  afterAll(async () => {
    await client.db(database).dropDatabase();
    await client.close();
    await peer.stop();
  });

  const documents = () => client.db(database).collection<StoredDocument>('entries');
  /** What a process leaves behind that dies after its write and before its relay. */
  const leaveBehind = (id: string, events: readonly ReturnType<typeof happened>[]) =>
    documents().updateOne({ id }, {
      $set: { _events: events.map((event, i) => ({ order: `${i}`.padStart(21, '0'), event })) },
    } as never);

  it('relays what a dead process left: not at all, half, or wholly appended but not cleared', async () => {
    const drafts = ['none', 'half', 'all'].map((id) => entryDraft({ id }));
    for (const draft of drafts) await log.insert('t1', draft);
    const logged = [happened('a', { n: 1 }), happened('a', { n: 2 }), happened('a', { n: 3 })];
    await log.insert('t1', entryDraft(), logged);
    await settledEvents(store, 3);
    await leaveBehind('none', [happened('a', { n: 5 })]);
    await leaveBehind('half', [logged[0]!, happened('a', { n: 4 })]);
    await leaveBehind('all', [logged[1]!, logged[2]!]);
    const events = await settledEvents(store, 5);
    expect(events.map(({ data }) => data['n']).toSorted()).toEqual([1, 2, 3, 4, 5]);
    while ((await documents().countDocuments({ _events: { $exists: true } })) > 0) await settledEvents(store, 5);
  });

  it('loses no event to two relays and a delete', async () => {
    const other = await openMongoStore({ url: peer.url, database });
    const entriesOfOther = other.collection(entries);
    await entriesOfOther.get('t1', 'nobody');
    const draft = entryDraft();
    await log.insert('t1', draft, [happened('a')]);
    const [deleted] = await Promise.all([
      entriesOfOther.delete('t1', draft.id),
      log.insert('t1', entryDraft(), [happened('a')]),
      entriesOfOther.insert('t1', entryDraft(), [happened('a')]),
    ]);
    expect(deleted).toBe(true);
    await settledEvents(store, 3);
    await other.close();
  });

  it('keeps the events of a document that is written again before they are relayed', async () => {
    const { id } = await log.insert('t1', entryDraft(), [happened('a', { version: 1 })]);
    for (let version = 1; version < 8; version++)
      expect(
        await log.update('t1', id, version, { text: `${version}` }, [happened('a', { version: version + 1 })]),
      ).toBeDefined();
    const events = await settledEvents(store, 8);
    expect(events.map(({ data }) => data['version'])).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('is unavailable, in time, while the server is away', async () => {
    const nowhere = await openMongoStore({ url: 'mongodb://127.0.0.1:1', database });
    const away = nowhere.collection(entries);
    const calls = [
      away.get('t1', 'x'),
      away.insert('t1', entryDraft(), [happened('a')]),
      away.update('t1', 'x', 1, { text: 'y' }),
      nowhere.events.heads(),
      nowhere.check(),
    ];
    for (const result of await Promise.allSettled(calls))
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store.unavailable' } });
    await nowhere.close();
  });

  it('works once the server can be reached that could not be at the start', async () => {
    const server = new URL(peer.url);
    const proxy = createServer((socket) => {
      const onwards = connect(Number(server.port), server.hostname);
      for (const end of [socket, onwards]) end.on('error', () => undefined);
      socket.pipe(onwards).pipe(socket);
      socket.once('close', () => onwards.destroy());
    });
    const listening = (port: number) => new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve));
    await listening(0);
    const { port } = proxy.address() as AddressInfo;
    await new Promise((resolve) => proxy.close(resolve));
    const late = await openMongoStore({ url: `mongodb://127.0.0.1:${port}`, database });
    const entriesOfLate = late.collection(entries);
    for (const early of await Promise.allSettled([late.events.heads(), entriesOfLate.get('t1', 'x')]))
      expect(early).toMatchObject({ status: 'rejected', reason: { code: 'store.unavailable' } });
    await listening(port);
    expect(await Promise.all([late.events.heads(), entriesOfLate.get('t1', 'x')])).toEqual([
      expect.any(Array),
      undefined,
    ]);
    await late.check();
    await late.close();
    proxy.close();
  });
});
