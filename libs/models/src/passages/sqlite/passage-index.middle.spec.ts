import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { document } from '../given-index.fixture.js';
import { passageIndexContract } from '../passage-index.contract.js';
import type { PassageIndex } from '../port.js';
import { openPassageIndex } from './sqlite-passage-index.js';

const place = () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-passages-'));
  const file = join(folder, 'index', 'passages.sqlite');
  const opened: PassageIndex[] = [];
  return {
    file,
    open: async () => {
      const index = await openPassageIndex({ file });
      opened.push(index);
      return index;
    },
    remove: async () => {
      for (const index of opened) index.close();
      rmSync(folder, { recursive: true });
    },
  };
};

describe('the passage index (real: SQLite, sqlite-vec)', () => {
  passageIndexContract(async () => place());
});

describe('the file of the passage index (real: SQLite)', () => {
  const tenant = 'acme';
  let given: ReturnType<typeof place>;
  let file: string;
  let writer: PassageIndex;
  let reader: PassageIndex;

  beforeEach(async () => {
    given = place();
    ({ file } = given);
    [writer, reader] = [await given.open(), await given.open()];
  });
  afterEach(() => given.remove());

  it('makes its terms anew when they were made by another program', async () => {
    await writer.replaceDocument(tenant, document({ texts: ['the lamp', 'the chair'], title: 'Things' }));
    const query = { text: 'lamp', language: 'en', limit: 5 } as const;
    const before = await reader.search(tenant, query);
    const db = new DatabaseSync(file);
    db.exec("UPDATE analysis SET fingerprint = 'earlier'; UPDATE postings SET term = '=x' || term");
    db.close();
    const later = await openPassageIndex({ file });
    expect(await later.search(tenant, query)).toEqual(before);
    later.close();
  });

  it('answers what is asked at once, each from what was written before it was asked', async () => {
    const found = async () => (await reader.search(tenant, { text: 'lamp', language: 'en', limit: 5 })).hits.length;
    expect(await Promise.all(Array.from({ length: 20 }, found))).toEqual(Array.from({ length: 20 }, () => 0));
    await writer.replaceDocument(tenant, document({ texts: ['lamp'] }));
    const early = [found(), found()];
    await writer.replaceDocument(tenant, document({ texts: ['lamp'] }));
    expect(await found()).toBe(2);
    for (const each of await Promise.all(early)) expect(each).toBeGreaterThan(0);
  });

  it('finds what it has written itself, too, and no more what it has taken out', async () => {
    const found = async () => (await writer.search(tenant, { text: 'lamp', language: 'en', limit: 5 })).hits.length;
    const lamp = document({ texts: ['lamp'] });
    expect(await found()).toBe(0);
    await writer.replaceDocument(tenant, lamp);
    expect(await found()).toBe(1);
    await writer.deleteDocument(tenant, lamp.document_id, lamp.revision);
    expect(await found()).toBe(0);
  });

  it('fails only the read that cannot be done of those asked at once', async () => {
    await writer.replaceDocument(tenant, document({ texts: ['lamp'] }));
    const count = () => reader.count(tenant);
    const wrong = () => reader.passages(tenant, {} as string, 0, 1);
    const [one, failed, other] = await Promise.allSettled([count(), wrong(), count()]);
    expect([one.status, failed.status, other.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await count()).toEqual({ documents: 1, passages: 1 });
  });

  it('is not opened by a program that it is too new for', async () => {
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expect(openPassageIndex({ file })).rejects.toThrow('later version');
  });
});
