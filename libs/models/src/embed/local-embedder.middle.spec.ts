import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { modelsFolder, tempFolder } from '@parley/testing';
import { openLocalEmbedder } from './local-embedder.js';
import type { Embedded, Embedder } from './port.js';

describe('the local model', () => {
  it('is not there where its folder is empty', () => {
    const folder = tempFolder('models');
    expect(openLocalEmbedder(folder.path)).toBeUndefined();
    folder.remove();
  });
});

const cosine = (one: Embedded, other: Embedded) =>
  one.vector.reduce((sum, value, at) => sum + value * other.vector[at]!, 0);

const withModel = (folder: string) => () => {
  let embedder: Embedder;
  const embed = async (...texts: string[]) => (await embedder.embed(texts)) as [Embedded, Embedded, Embedded];

  beforeAll(() => {
    embedder = openLocalEmbedder(folder)!;
  });
  afterAll(() => embedder.close());

  it('makes vectors of length 1, in the order of the texts', async () => {
    const texts = Array.from({ length: 40 }, (_, at) => `text number ${at}`);
    const embedded = await embedder.embed(texts);
    expect(embedded).toHaveLength(40);
    const [last] = await embed(texts[39]!);
    expect(cosine(embedded[39]!, last)).toBeGreaterThan(0.99);
    expect(Math.hypot(...last.vector)).toBeCloseTo(1, 4);
    expect(last.vector).toHaveLength(384);
  });

  it('finds alike what means the same', async () => {
    const [asked, near, far] = await embed('how much is postage?', 'delivery fees', 'warranty of lamps');
    expect(cosine(asked, near)).toBeGreaterThan(cosine(asked, far));
  });

  it('knows English and does not know Turkish', async () => {
    const [english, turkish] = await embed('where can I see my invoices?', 'faturamı nereden görebilirim acaba?');
    expect([english.knows, turkish.knows]).toEqual([1, 0]);
  });

  it('takes a text longer than it can read, and none', async () => {
    expect(await embed('word '.repeat(5000))).toHaveLength(1);
    expect(await embedder.embed([])).toEqual([]);
  });

  it('reads what is whole and says so where a file of it is not, until it is mended', async () => {
    const copy = tempFolder('models');
    const tokenizer = join(copy.path, 'all-MiniLM-L6-v2', 'tokenizer.json');
    cpSync(folder, copy.path, { recursive: true, dereference: true });
    const whole = readFileSync(tokenizer);
    chmodSync(tokenizer, 0o600);
    writeFileSync(tokenizer, whole.subarray(0, 1000));
    const hurt = openLocalEmbedder(copy.path)!;
    await expect(hurt.embed(['text'])).rejects.toThrow();
    writeFileSync(tokenizer, whole);
    expect(await hurt.embed(['text'])).toHaveLength(1);
    await hurt.close();
    copy.remove();
  });

  it('refuses when it is closed', async () => {
    const other = openLocalEmbedder(folder)!;
    await other.close();
    await expect(other.embed(['text'])).rejects.toThrow();
  });
};
if (modelsFolder) describe('the local model (real: all-MiniLM-L6-v2)', withModel(modelsFolder));
