import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteStore, type Collection, type Store } from '@parley/storage';
import { tempFolder } from '@parley/testing';
import { Lease } from './lease.js';
import { FLEET, leases, type LeaseDocument } from './places.js';

describe('lease (real: SQLite)', () => {
  let folder: ReturnType<typeof tempFolder>;
  let store: Store;
  let collection: Collection<LeaseDocument>;
  const replica = (name: string): Lease => new Lease(collection, 'orchestrator', name);
  const lapse = async (): Promise<void> => {
    const { id, version } = (await collection.get(FLEET, 'orchestrator'))!;
    await collection.update(FLEET, id, version, { until: 1 });
  };

  beforeEach(async () => {
    folder = tempFolder('lease');
    store = await openSqliteStore({ file: join(folder.path, 'lease.sqlite') });
    collection = store.collection(leases);
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  it('is given to one of many that ask at once', async () => {
    const held = await Promise.all(['a', 'b', 'c', 'd'].map((name) => replica(name).renew()));
    expect(held.filter(Boolean)).toHaveLength(1);
  });

  it('stays with its holder, who prolongs it', async () => {
    const [a, b] = [replica('a'), replica('b')];
    expect([await a.renew(), await b.renew(), await a.renew(), await b.renew()]).toEqual([true, false, true, false]);
  });

  it('goes over when it lapsed or was given back, and its late holder notices', async () => {
    const [a, b] = [replica('a'), replica('b')];
    await a.renew();
    await lapse();
    expect([await b.renew(), await a.renew()]).toEqual([true, false]);
    await b.release();
    expect([await a.renew(), b.held]).toEqual([true, false]);
  });

  it('can be taken by force', async () => {
    const [a, b] = [replica('a'), replica('b')];
    await a.renew();
    expect([await b.renew(true), await a.renew(), await b.renew()]).toEqual([true, false, true]);
  });
});
