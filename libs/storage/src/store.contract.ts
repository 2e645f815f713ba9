import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { documentsContract } from './contract/documents.js';
import { entries, entryDraft, happened, settledEvents, type Entry } from './contract/entries.js';
import { eventsContract } from './contract/events.js';
import type { Given, Place } from './contract/given.js';
import { processesContract } from './contract/processes.js';
import { queriesContract } from './contract/queries.js';
import { racesContract } from './contract/races.js';
import { schemasContract } from './contract/schemas.js';
import { writesContract } from './contract/writes.js';
import type { Collection, Store } from './port.js';

/** What every adapter of the port promises. `newPlace` gives an empty one. */
export function storeContract(newPlace: () => Promise<Place>): void {
  jest.setTimeout(30_000);
  let place: Place;
  let store: Store;
  let log: Collection<Entry>;
  const opened: Store[] = [];
  const open = async () => {
    const another = await place.open();
    opened.push(another);
    return another;
  };
  const given: Given = {
    get place() {
      return place;
    },
    get store() {
      return store;
    },
    get log() {
      return log;
    },
    open,
  };

  beforeEach(async () => {
    place = await newPlace();
    store = await open();
    log = store.collection(entries);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
    await place.remove();
  });

  documentsContract(given);
  writesContract(given);
  queriesContract(given);
  eventsContract(given);
  racesContract(given);
  schemasContract(given);
  processesContract(given);

  it('keeps everything over a restart, and takes nothing after close', async () => {
    const { id } = await log.insert('t1', entryDraft(), [happened('a')]);
    await store.check();
    const last = log.insert('t1', entryDraft());
    await store.close();
    await last;
    await expect(log.insert('t1', entryDraft())).rejects.toMatchObject({ code: 'store.unavailable' });
    await expect(log.get('t1', id)).rejects.toMatchObject({ code: 'store.unavailable' });
    await expect(store.check()).rejects.toMatchObject({ code: 'store.unavailable' });
    const reopened = await open();
    expect(await reopened.collection(entries).get('t1', id)).toBeDefined();
    expect(await reopened.collection<Entry>({ ...entries, name: 'others' }).get('t1', id)).toBeUndefined();
    await settledEvents(reopened, 1);
  });
}
