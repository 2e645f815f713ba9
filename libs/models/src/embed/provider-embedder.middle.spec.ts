import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '@parley/runtime';
import { startModelDouble, type ModelDouble } from '@parley/testing';
import { providerSettings } from '../providers/settings.js';
import type { Embedded } from './port.js';
import { openProviderEmbedder } from './provider-embedder.js';

const cosine = (one: Embedded, other: Embedded) =>
  one.vector.reduce((sum, value, at) => sum + value * other.vector[at]!, 0);

describe.each([
  'openai:text-embedding-3-small',
  'azure:my-embeddings',
  'bedrock:amazon.titan-embed-text-v2:0',
  'bedrock:cohere.embed-multilingual-v3',
])('vectors of %s (real: SDK, HTTP; double: provider)', (named) => {
  let double: ModelDouble;
  const open = (name = named) => {
    const config = readSettings({ ...double.variables, PARLEY_EMBEDDINGS: name }, providerSettings);
    return openProviderEmbedder(config.embeddings!, config);
  };

  beforeAll(async () => {
    double = await startModelDouble();
  });
  afterEach(() => double.reset());
  afterAll(() => double.close());

  it('come in the order of the texts, at length 1', async () => {
    const embedder = await open();
    const texts = Array.from({ length: 100 }, (_, at) => `passage number ${at}`);
    const made = await embedder.embed(texts);
    const [last] = (await embedder.embed([texts[99]!], 'query')) as [Embedded];
    expect(made).toHaveLength(100);
    expect(cosine(made[99]!, last)).toBeCloseTo(1, 5);
    expect(last).toMatchObject({ knows: 1, vector: { length: 64 } });
    expect(embedder.model).toBe(named);
    await embedder.close();
  });

  it('are those of a question without what is personal in it', async () => {
    const embedder = await open();
    const [mine] = await embedder.embed(['I am ayse@posta.com, where is LM-104233?'], 'query');
    const [other] = await embedder.embed(['I am mehmet@posta.com, where is LM-104233?'], 'query');
    const [further] = await embedder.embed(['I am mehmet@posta.com, where is LM-104234?'], 'query');
    expect(cosine(mine!, other!)).toBeCloseTo(1, 5);
    expect(cosine(mine!, further!)).toBeLessThan(0.99999);
    await embedder.close();
  });

  it('do not come while the provider is away', async () => {
    const embedder = await open();
    double.embeddings = { status: 500, dimensions: 64 };
    await expect(embedder.embed(['text'])).rejects.toMatchObject({ kind: 'unavailable' });
    double.embeddings = { status: 200, dimensions: 64 };
    expect(await embedder.embed(['text'])).toHaveLength(1);
    await embedder.close();
  });

  it('are refused where they cannot be kept', async () => {
    const embedder = await open();
    double.embeddings = { status: 200, dimensions: 63 };
    await expect(embedder.embed(['text'])).rejects.toMatchObject({ kind: 'rejected' });
    await embedder.close();
  });
});

describe('vectors of a chosen length (real: SDK, HTTP; double: provider)', () => {
  it.each(['openai:text-embedding-3-large', 'bedrock:amazon.titan-embed-text-v2:0'])('come from %s', async (name) => {
    const double = await startModelDouble();
    const config = readSettings({ ...double.variables, PARLEY_EMBEDDINGS: `${name}@256` }, providerSettings);
    const embedder = await openProviderEmbedder(config.embeddings!, config);
    expect(embedder.model).toBe(`${name}@256`);
    expect((await embedder.embed(['text']))[0]!.vector).toHaveLength(256);
    await embedder.close();
    await double.close();
  });
});
