import { describe, expect, it } from '@jest/globals';
import type { PassageHit } from '@parley/models';
import { PassageCache } from './passage-cache.js';

const hit = (number: number, text = 'A lamp.', revision = 1): PassageHit => ({
  document: { document_id: 'one', revision, title: '', language: 'en' },
  passage: { number, text, start: 0, end: text.length, heading: [] },
  score: 1,
  words: 1,
});

describe('passages taken apart', () => {
  it('are kept by tenant, version and number, whoever read them', async () => {
    const cache = new PassageCache();
    const first = hit(0);
    const [kept] = await cache.dissect('a', [first]);
    expect((await cache.dissect('a', [first]))[0]).toBe(kept);
    expect((await cache.dissect('a', [hit(0)]))[0]).toBe(kept);
    const others = [
      ...(await cache.dissect('a', [hit(1), hit(0, 'Two. Units.', 2)])),
      ...(await cache.dissect('b', [hit(0)])),
    ];
    for (const other of others) expect(other).not.toBe(kept);
    expect(others[1]!.units).toHaveLength(2);
  });

  it('are thrown out where there are too many, those in use last', async () => {
    const cache = new PassageCache(3);
    const hits = [0, 1, 2].map((number) => hit(number));
    const kept = await cache.dissect('a', hits);
    await cache.dissect('a', [hits[0]!, hits[2]!, hit(3)]);
    expect((await cache.dissect('a', [hits[0]!, hits[2]!])).map((each) => kept.indexOf(each))).toEqual([0, 2]);
    expect(kept).not.toContain((await cache.dissect('a', [hits[1]!]))[0]);
  });
});
