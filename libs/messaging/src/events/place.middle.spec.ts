import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openSqliteStore, type Collection, type Store } from '@parley/storage';
import { tempFolder } from '@parley/testing';
import { NOTHING, Place } from './place.js';
import { FLEET, places, type PlaceDocument } from './places.js';

const one = NOTHING.with(0, 1);

/** Generous: other work may keep the machine busy. */
jest.setTimeout(60_000);

describe('place (real: SQLite)', () => {
  let folder: ReturnType<typeof tempFolder>;
  let store: Store;
  let collection: Collection<PlaceDocument>;
  const replica = (name: string): Place => new Place(collection, 'orchestrator', name);
  const lapse = async (): Promise<void> => {
    const { id, version } = (await collection.get(FLEET, 'orchestrator'))!;
    await collection.update(FLEET, id, version, { until: 1 });
  };

  beforeEach(async () => {
    folder = tempFolder('place');
    store = await openSqliteStore({ file: join(folder.path, 'place.sqlite') });
    collection = store.collection(places);
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  it('is given to one of many that ask at once', async () => {
    const held = await Promise.all(['a', 'b', 'c', 'd'].map((name) => replica(name).take()));
    expect(held.filter(Boolean)).toHaveLength(1);
  });

  it('stays with its holder, who moves it', async () => {
    const [a, b] = [replica('a'), replica('b')];
    expect([await a.take(), await b.take(), await a.move(one), await b.take()]).toEqual([true, false, true, false]);
  });

  it('goes over with its positions when it lapsed; the late holder notices and moves nothing', async () => {
    const [a, b] = [replica('a'), replica('b')];
    await a.take();
    await a.move(one);
    await lapse();
    expect([await b.take(), b.positions]).toEqual([true, one]);
    expect([await a.move(NOTHING), a.held]).toEqual([false, false]);
    expect((await collection.get(FLEET, 'orchestrator'))?.positions).toEqual(one);
  });

  it('is free at once when it was given back', async () => {
    const [a, b] = [replica('a'), replica('b')];
    await a.take();
    await a.release(one);
    expect([a.held, await b.take(), b.positions]).toEqual([false, true, one]);
  });

  it('can be taken by force', async () => {
    const [a, b] = [replica('a'), replica('b')];
    await a.take();
    expect([await b.take(true), await a.move(one), await b.move(one)]).toEqual([true, false, true]);
  });
});
