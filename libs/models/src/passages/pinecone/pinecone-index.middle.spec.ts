import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@parley/contracts';
import type { Store } from '@parley/storage';
import { type PineconeDouble, onMongo, startMongoPeer, startPineconeDouble, tempFolder } from '@parley/testing';
import { document } from '../given-index.fixture.js';
import { passageIndexContract } from '../passage-index.contract.js';
import type { PassageIndex } from '../port.js';
import { openPineconeIndex } from './pinecone-passage-index.js';

const { openMongoStore, openSqliteStore } = await import('@parley/storage');
const peer = await startMongoPeer();

const tenant = 'acme';
const opening =
  ({ words, meaning, key: right }: PineconeDouble, catalogue: () => Promise<Store>) =>
  async (key = right) =>
    openPineconeIndex({ words, meaning, key }, await catalogue());

/** An index over a double whose writes are seen late, its catalogue in a file. */
async function inFile(lag_ms = 30) {
  const double = await startPineconeDouble({ lag_ms });
  const folder = tempFolder('catalogue');
  const stores: Store[] = [];
  const catalogue = async () => {
    stores.push(await openSqliteStore({ file: join(folder.path, 'catalogue.sqlite') }));
    return stores.at(-1)!;
  };
  const remove = async () => {
    for (const store of stores) await store.close();
    await double.stop();
    folder.remove();
  };
  return { double, open: opening(double, catalogue), remove };
}

describe('the passage index in Pinecone (real: its SDK, SQLite for the catalogue; a double of the wire that follows late)', () => {
  passageIndexContract(inFile);
});

describe('the passage index in Pinecone with its catalogue in MongoDB (real: its SDK, a server with the wire protocol)', () => {
  if ('skipped' in peer) {
    it.skip(`needs a server: ${peer.skipped}`, () => undefined);
    return;
  }
  afterAll(() => peer.stop());

  passageIndexContract(async () => {
    const double = await startPineconeDouble();
    const database = `${onMongo(peer)['PARLEY_MONGODB_PREFIX']!}_passages`;
    const stores: Store[] = [];
    const catalogue = async () => {
      stores.push(await openMongoStore({ url: peer.url, database }));
      return stores.at(-1)!;
    };
    const remove = async () => {
      for (const store of stores) await store.close();
      await double.stop();
    };
    return { open: opening(double, catalogue), remove };
  });
});

describe('Pinecone with faults (real: its SDK, SQLite for the catalogue; a double of the wire)', () => {
  let given: Awaited<ReturnType<typeof inFile>>;
  let double: PineconeDouble;
  let writer: PassageIndex;
  let reader: PassageIndex;

  beforeEach(async () => {
    given = await inFile(0);
    ({ double } = given);
    [writer, reader] = [await given.open(), await given.open()];
  });
  afterEach(() => given.remove());

  const found = async (text: string): Promise<string[]> => {
    const { hits } = await reader.search(tenant, { text, language: 'en', limit: 10 });
    return hits.map(({ passage }) => passage.text);
  };

  it('is asked again while it is too busy or away', async () => {
    double.failNext(2, 429);
    await writer.replaceDocument(tenant, document({ texts: ['a lamp'] }));
    double.failNext(2, 503);
    expect(await found('lamp')).toEqual(['a lamp']);
  });

  it('says that it is away where it stays so; a document does not go live by halves', async () => {
    const id = newId();
    await writer.replaceDocument(tenant, document({ id, texts: ['the old lamp'] }));
    double.failNext(99, 500);
    await expect(writer.replaceDocument(tenant, document({ id, revision: 2, texts: ['the new lamp'] }))).rejects.toMatchObject({
      code: 'fleet.unavailable',
    }); // prettier-ignore
    double.failNext(0, 0);
    expect(await found('lamp')).toEqual(['the old lamp']);
    expect(await writer.replaceDocument(tenant, document({ id, revision: 2, texts: ['the new lamp'] }))).toBe(true);
    expect(await found('lamp')).toEqual(['the new lamp']);
    expect(double.ids('words')).toEqual([`${id}#2#0`]);
  }, 30_000);

  it('is live once it is found, though the records before it cannot be deleted yet', async () => {
    const id = newId();
    await writer.replaceDocument(tenant, document({ id, texts: ['the old lamp'] }));
    double.failNext(99, 400, '/vectors/delete');
    expect(await writer.replaceDocument(tenant, document({ id, revision: 2, texts: ['the new lamp'] }))).toBe(true);
    double.failNext(0, 0);
    expect(await found('lamp')).toEqual(['the new lamp']);
    expect(double.ids('words')).toEqual([`${id}#1#0`, `${id}#2#0`]);
    await writer.replaceDocument(tenant, document({ id, revision: 3, texts: ['the last lamp'] }));
    expect(double.ids('words')).toEqual([`${id}#3#0`]);
  });

  it('finds at once nothing of a deleted document, though the index cannot be reached; its records go later', async () => {
    const id = newId();
    await writer.replaceDocument(tenant, document({ id, texts: ['a secret lamp'] }));
    expect(await found('secret')).toHaveLength(1);
    double.failNext(99, 500);
    await expect(writer.deleteDocument(tenant, id, 1)).rejects.toMatchObject({ code: 'fleet.unavailable' });
    double.failNext(0, 0);
    expect(await found('secret')).toEqual([]);
    expect(await reader.passages(tenant, id, 0, 9)).toEqual([]);
    expect(double.ids('words')).toEqual([`${id}#1#0`]);
    expect(await writer.deleteDocument(tenant, id, 1)).toBe(false);
    expect(double.ids('words')).toEqual([]);
  }, 30_000);

  it('finds a live document among many dead records', async () => {
    const id = newId();
    await writer.replaceDocument(
      tenant,
      document({ id, texts: Array.from({ length: 300 }, (_, at) => `lamp lamp ${at}`) }),
    );
    double.failNext(99, 500);
    await expect(writer.deleteDocument(tenant, id, 1)).rejects.toThrow();
    double.failNext(0, 0);
    expect(double.ids('words')).toHaveLength(300);
    await writer.replaceDocument(tenant, document({ texts: ['one lamp that is live'] }));
    expect(await found('lamp')).toEqual(['one lamp that is live']);
  }, 30_000);

  it('leaves no record behind: of versions before, of overtaken ones, of passages that a version has no more', async () => {
    const [id, other] = [newId(), newId()];
    const texts = ['one', 'two', 'three'];
    const vectors = texts.map((_, at) => Float32Array.from({ length: 8 }, (__, place) => (place === at ? 1 : 0)));
    await writer.replaceDocument(tenant, document({ id, texts, vectors }));
    await writer.replaceDocument(tenant, document({ id, texts: texts.slice(0, 2), vectors: vectors.slice(0, 2) }));
    expect(double.ids('words')).toEqual([`${id}#1#0`, `${id}#1#1`]);
    await Promise.all([2, 3, 4].map((revision) => writer.replaceDocument(tenant, document({ id, revision, texts }))));
    expect(double.ids('words')).toEqual([0, 1, 2].map((number) => `${id}#4#${number}`));
    expect(double.ids('meaning')).toEqual([]);
    await Promise.all([
      writer.replaceDocument(tenant, document({ id: other, texts })),
      writer.deleteDocument(tenant, other, 1),
    ]);
    await writer.deleteDocument(tenant, id, 4);
    expect(double.ids('words')).toEqual([]);
  }, 30_000);

  it('removes what a process wrote of a version that was overtaken before it died', async () => {
    const id = newId();
    await writer.replaceDocument(tenant, document({ id, revision: 2, texts: ['the new lamp'] }));
    const late = { id: `${id}#1#0`, sparseValues: { indices: [1], values: [1] }, metadata: {} };
    const body = JSON.stringify({ namespace: tenant, vectors: [late] });
    await fetch(`${double.words}/vectors/upsert`, { method: 'POST', headers: { 'api-key': double.key }, body });
    expect(double.ids('words')).toEqual([`${id}#1#0`, `${id}#2#0`]);
    expect(await writer.replaceDocument(tenant, document({ id, texts: ['the old lamp'] }))).toBe(false);
    expect(double.ids('words')).toEqual([`${id}#2#0`]);
  });

  it('refuses a wrong key at once, as what it is', async () => {
    const wrong = await given.open('another');
    await expect(wrong.replaceDocument(tenant, document({ texts: ['a lamp'] }))).rejects.toMatchObject({
      code: 'fleet.unavailable',
    });
  });

  it('keeps requests within what the service takes', async () => {
    const long = (at: number) => `${'word '.repeat(1500)} number${at}`;
    const texts = Array.from({ length: 450 }, (_, at) => long(at));
    await writer.replaceDocument(tenant, document({ texts }));
    expect(double.ids('words')).toHaveLength(450);
    expect((await found('number449'))[0]).toBe(texts[449]);
  }, 60_000);
});
