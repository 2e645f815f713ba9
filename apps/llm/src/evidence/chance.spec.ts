import { describe, expect, it } from '@jest/globals';
import { analyse, type PassageHit, type PassageResults } from '@parley/models';
import { chanceFeaturesOf, chanceOf } from './chance.js';
import { dissect } from './passage-cache.js';
import { weigh } from './weigh.js';

const courier: PassageHit = {
  document: { document_id: 'courier', revision: 1, title: 'Couriers', language: 'en' },
  passage: {
    number: 0,
    text: 'The courier rings at your door. He waits for 5 minutes.',
    start: 0,
    end: 55,
    heading: [],
  },
  score: 1,
  words: 3,
};

const elsewhere: PassageHit = {
  ...courier,
  passage: { number: 1, text: 'An island costs more.', start: 60, end: 81, heading: [] },
};

/** As many documents have a word as make it rare by a half; `driver` is only known by what means the same. */
function asked(question: string, hits: readonly PassageHit[] = [courier]) {
  const query = analyse(question, 'en');
  const rarity = query.tokens.map(({ stop }) => (stop ? 0 : 0.5));
  const alone = query.tokens.map(({ stem, stop }) => (stop ? 0 : stem === 'driver' ? 1 : 0.5));
  const results: PassageResults = { hits, query, rarity, alone, phrases: [], searched: 100 };
  const evidence = weigh(results, hits.map(dissect));
  return {
    features: chanceFeaturesOf(evidence[0]!, evidence, results)!,
    chance: chanceOf(evidence[0]!, evidence, results),
  };
}

describe('whether a passage carries an answer', () => {
  it('sees a word that stands there in another one as strange', () => {
    expect(asked('does the courier ring').features).toMatchObject({ typed: 0.5, strange: 0, wording: 1, unoffered: 0 });
    const { features } = asked('does the driver ring');
    expect(features).toMatchObject({
      typed: 0.75,
      strange: 2 / 3,
      wording: 1 / 3,
      absent: 1,
      unoffered: 1,
      unshown: 0,
    });
    expect(features.lacking).toBeCloseTo(0.15);
  });

  it('doubts an offer more that the passage has another word for', () => {
    expect(asked('does the driver ring').chance).toBeLessThan(asked('does the courier ring').chance);
  });

  it('lacks what no passage of its document has', () => {
    expect(asked('does the courier ring on an island').features).toMatchObject({ lacking: 0.5, passages: 0.05 });
    const both = asked('does the courier ring on an island', [courier, elsewhere]).features;
    expect(both).toMatchObject({ lacking: 0, passages: 0.1 });
    const { document, passage } = elsewhere;
    const other = { ...elsewhere, document: { ...document, document_id: 'other' }, passage };
    expect(asked('does the courier ring on an island', [courier, other]).features.lacking).toBe(0.5);
  });

  it('misses a word where a way is asked for', () => {
    expect(asked('how do I ring the courier').features).toMatchObject({ unshown: 0 });
    expect(asked('how do I ring the driver').features).toMatchObject({ unshown: 1, unoffered: 0 });
  });

  it('knows that a count is asked for', () => {
    expect(asked('how many couriers are there').features.counts).toBe(1);
    expect(asked('how long does the courier wait').features.counts).toBe(0);
  });

  it('doubts a count more', () => {
    expect(asked('how many couriers ring').chance).toBeLessThan(asked('how do couriers ring').chance);
  });
});
