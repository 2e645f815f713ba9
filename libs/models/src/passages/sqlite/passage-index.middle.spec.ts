import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { document, passageIndexContract } from '../passage-index.contract.js';
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

  it('is not opened by a program that it is too new for', async () => {
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expect(openPassageIndex({ file })).rejects.toThrow('later version');
  });
});
