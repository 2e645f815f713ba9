import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { tempFolder } from '@parley/testing';
import type { CollectionSpec, Stored } from '../port.js';
import { openSqliteStore } from './store.js';

interface Note extends Stored {
  readonly number: number;
  readonly text: string;
}
const spec: CollectionSpec<Note> = { name: 'notes', schema: 1, indexes: [{ name: 'by_number', fields: ['number'] }] };

const rows = 64;
const groups = 500;
const text = 'x'.repeat(3000);
const megabytes = (file: string): number => statSync(file).size / 1024 / 1024;

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder('checkpoints');
});
afterEach(() => folder.remove());

it('keeps the log of a file that is written without a pause short, and loses nothing of it', async () => {
  const file = join(folder.path, 'store.sqlite');
  const store = await openSqliteStore({ file });
  const notes = store.collection(spec);
  for (let group = 0; group < groups; group++) {
    const drafts = Array.from({ length: rows }, (_, row) => ({
      id: `${group}.${row}`,
      number: group * rows + row,
      text,
    }));
    await store.bulk(
      'a',
      drafts.map((draft) => ({ kind: 'insert', collection: notes, draft }) as const),
    );
  }
  expect(megabytes(file)).toBeGreaterThan(60);
  expect(megabytes(`${file}-wal`)).toBeLessThan(90);
  await store.close();

  const again = await openSqliteStore({ file });
  const [last] = await again
    .collection(spec)
    .find('a', { index: 'by_number', where: {}, order: 'descending', limit: 1 });
  expect(last?.number).toBe(groups * rows - 1);
  await again.close();
}, 60_000);
