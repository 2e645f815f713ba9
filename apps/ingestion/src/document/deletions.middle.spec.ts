import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@parley/contracts';
import { openPassages, type PassageIndex } from '@parley/models';
import { Clock, Logger, Metrics, readSettings } from '@parley/runtime';
import { openSqliteStore, type Draft, type Store } from '@parley/storage';
import { startPineconeDouble, tempFolder, type PineconeDouble } from '@parley/testing';
import { ingestionSettings } from '../config.js';
import { StoredFiles } from '../file/stored-files.js';
import { Jobs } from '../job/job.store.js';
import { Deletions } from './deletions.js';
import { Documents, type DocumentRecord } from './document.store.js';
import { Versions } from './version.store.js';

const tenant = newId();

describe('deletions (real: SQLite, the SDK of Pinecone; a double of its wire)', () => {
  const folder = tempFolder('deletions');
  let double: PineconeDouble;
  let store: Store;
  let passages: PassageIndex;
  let documents: Documents;
  let deletions: Deletions;

  beforeEach(async () => {
    double = await startPineconeDouble();
    store = await openSqliteStore({ file: join(folder.path, 'ingestion.sqlite') });
    const variables = {
      PARLEY_INDEX: join(folder.path, 'passages.sqlite'),
      PARLEY_PINECONE_KEY: double.key,
      PARLEY_PINECONE_WORDS_HOST: double.words,
    };
    passages = await openPassages(readSettings(variables, ingestionSettings));
    documents = new Documents(store);
    const versions = new Versions(store, new StoredFiles(store));
    const logger = Logger.open('test', 'silent');
    deletions = new Deletions(
      documents,
      versions,
      new Jobs(store, new Metrics('ingestion')),
      passages,
      new Clock(),
      logger,
    );
  });
  afterEach(async () => {
    passages.close();
    await store.close();
    await double.stop();
    folder.remove();
  });

  /** One whose deletion was begun by a process that is no more. */
  async function leftDeletion(): Promise<string> {
    const id = newId();
    const facts = { title: '', language: 'en', revision: 1 } as const;
    const text = { number: 0, text: 'a lamp', start: 0, end: 6, heading: [] };
    await passages.replaceDocument(tenant, { ...facts, document_id: id, passages: [text] });
    const at = new Date().toISOString();
    const draft: Draft<DocumentRecord> = {
      ...{ ...facts, id, name: id, content_type: 'text/plain', bytes: 6, chunks: 1, latest: 1 },
      ...{ created_at: at, updated_at: at, deletion: { state: 'begun', trace_id: newId() }, deletion_due: 1 },
    };
    await store.bulk(tenant, [documents.inserting(draft)]);
    return id;
  }

  it('that one cannot be gone on with holds up no other, and waits', async () => {
    const ids = [await leftDeletion(), await leftDeletion()];
    double.failNext(1, 400, '/vectors/delete');
    const before = Date.now();
    await deletions.sweep();
    const [failed, gone] = await Promise.all(ids.map((id) => documents.get(tenant, id)));
    expect([failed?.deletion?.state, gone?.deletion?.state]).toEqual(['begun', 'done']);
    expect(failed?.deletion_due).toBeGreaterThanOrEqual(before + 30_000);
    expect(await documents.deletionsDue(Date.now(), 10)).toEqual([]);
    expect(double.ids('words')).toEqual([`${ids[0]}#1#0`]);
  });
});
