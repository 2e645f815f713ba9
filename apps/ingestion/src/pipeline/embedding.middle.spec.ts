import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { modelChoice } from '@parley/models';
import { readSettings } from '@parley/runtime';
import { startModelDouble, type ModelDouble } from '@parley/testing';
import { ingestionSettings } from '../config.js';
import { Place } from '../service.fixture.js';

const article = '# Returns\n\nWe take goods back.\n\n## Deadline\n\nYou have fourteen days for it.\n';

describe('vectors of a provider (real: broker, SQLite, passage index, worker process, SDK; double: provider)', () => {
  let place: Place;
  let double: ModelDouble;

  const start = (name: string) => {
    const variables = { ...double.variables, ...place.variables };
    return place.start({ ...readSettings(variables, ingestionSettings), embeddings: modelChoice(name) });
  };
  const without = async (model: string) => (await place.passages.vectorGaps(model, undefined, 100)).gaps.length;

  beforeAll(async () => {
    place = await Place.make();
    double = await startModelDouble();
  });
  afterAll(async () => {
    await double.close();
    await place.remove();
  });

  it('are made when a document comes, and anew when the model is another', async () => {
    const shop = place.company();
    const first = await start('openai:one');
    await shop.ingested('returns.md', article);
    expect(await without('openai:one')).toBe(0);
    expect(double.embedded).toEqual([
      'Returns\nWe take goods back.',
      'Returns\nDeadline\nYou have fourteen days for it.',
    ]);
    await first.stop();

    double.embeddings = { status: 200, dimensions: 128 };
    const second = await start('bedrock:amazon.titan-embed-text-v2:0');
    for (let tries = 0; tries < 300 && (await without('bedrock:amazon.titan-embed-text-v2:0')) > 0; tries++)
      await sleep(10);
    expect(await without('bedrock:amazon.titan-embed-text-v2:0')).toBe(0);
    expect(await without('openai:one')).toBe(2);
    await second.stop();
  });

  it('come later where the provider is away: words find meanwhile', async () => {
    const shop = place.company();
    double.embeddings = { status: 500, dimensions: 64 };
    const service = await start('azure:three');
    const done = await shop.ingested('cats.md', '# Cats\n\nCats purr when they are fed.\n');
    expect(done).toMatchObject({ status: 'done', chunks_done: 1 });
    expect(await place.found(shop, 'purr')).toHaveLength(1);
    await service.stop();

    double.embeddings = { status: 200, dimensions: 64 };
    const again = await start('azure:three');
    for (let tries = 0; tries < 300 && (await without('azure:three')) > 0; tries++) await sleep(10);
    expect(await without('azure:three')).toBe(0);
    await again.stop();
  });
});
