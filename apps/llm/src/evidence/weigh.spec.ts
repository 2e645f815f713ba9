import { describe, expect, it } from '@jest/globals';
import { analyse, analyseAcross, type PassageHit, type PassageResults } from '@parley/models';
import { orderWeights } from './calibration.js';
import { carried, chanceFeaturesOf, chanceOf } from './chance.js';
import { orderFeatures } from './features.js';
import { dissect } from './passage-cache.js';
import { weigh } from './weigh.js';

const weighed = (results: PassageResults) => weigh(results, results.hits.map(dissect));

const hit = (document_id: string, title: string, text: string, words: number, meaning?: number): PassageHit => ({
  document: { document_id, revision: 1, title, language: 'en' },
  passage: { number: 0, text, start: 0, end: text.length, heading: [] },
  score: words,
  words,
  ...(meaning === undefined ? {} : { meaning }),
});

const found = (question: string, hits: PassageHit[], searched = 300): PassageResults => {
  const query = analyse(question, 'en');
  const rarity = query.tokens.map(({ stop, weak }) => (stop ? 0 : weak ? 0.4 : 1));
  return { hits, query, rarity, alone: rarity, phrases: [], searched };
};

const warranty = hit('warranty', 'Warranty', 'A lamp has a warranty of three years.', 4);
const delivery = hit('delivery', 'Delivery', 'The courier brings a lamp within two days.', 2);

describe('the evidence of passages', () => {
  it('is ordered by what they have of the question, not by the score alone', () => {
    const results = found('how long is the warranty of a lamp', [{ ...delivery, score: 4.2 }, warranty]);
    expect(weighed(results).map((each) => each.hit.document.document_id)).toEqual(['warranty', 'delivery']);
  });

  it('is in the order of all that orders passages, each times its weight', () => {
    const hits = [warranty, { ...delivery, meaning: 0.5 }];
    for (const each of weighed(found('how long is the warranty of a lamp', hits))) {
      const weights = each.hit.meaning === undefined ? orderWeights.words : orderWeights.meaning;
      const order = orderFeatures.reduce((sum, name) => sum + weights[name] * each[name], 0);
      expect(each.order).toBe(order);
      expect(order).not.toBe(0);
    }
  });

  it('has half of what is asked', () => {
    const [best] = weighed(found('warranty of a carpet', [warranty]));
    expect(best!.cover).toBe(0.5);
  });

  it('has of each unit what it says, and less of what stands around it', () => {
    const text = 'A lamp is heavy. It has a warranty. Nothing of it.';
    const [best] = weighed(found('lamp carpet', [hit('lamps', 'Our carpet', text, 1)]));
    expect(best!.shares).toEqual([0.9, 0.65, 0.65]);
    expect([best!.unit, best!.cover, best!.exact, best!.title]).toEqual([0.9, 1, 1, 0.5]);
  });

  it('has of a unit less where it only means the same', () => {
    const text = 'A lamp is heavy. It has a warranty. A warranty is a guarantee.';
    const [best] = weighed(found('guarantee', [hit('terms', 'Terms', text, 1)]));
    expect(best!.shares).toEqual([0.5, 0.7, 1]);
  });

  it('has more of a unit that says little else', () => {
    const long = hit(
      'long',
      '',
      'Whoever has a lamp may want to know that it once had a warranty, which was short.',
      1,
    );
    const [best, last] = weighed(found('warranty lamp', [long, warranty]));
    expect([best!.hit.document.document_id, last!.hit.document.document_id]).toEqual(['warranty', 'long']);
    expect(best!.density).toBeGreaterThan(last!.density);
    expect([best!.found, last!.found]).toEqual([0.5, 0.5]);
  });

  it('counts what all passages of a document have', () => {
    const more = { ...warranty, passage: { ...warranty.passage, number: 1 }, words: 2, score: 2 };
    const [best, , last] = weighed(found('warranty', [warranty, more, delivery]));
    expect([best!.document, best!.documentShare, last!.document]).toEqual([1, 0.75, 1 / 3]);
  });
});

describe('a question in another language', () => {
  it.each([
    ["Lumo One'ı nasıl sıfırlarım", true],
    ['lambayı nasıl sıfırlarım', false],
  ])('%j is carried by a name, not by what means the same: %s', (question, wanted) => {
    const query = analyseAcross(question, 'tr', 'en');
    const rarity = query.tokens.map(({ stop }) => (stop ? 0 : 1));
    const results = { hits: [], query, rarity, alone: rarity, phrases: [], searched: 10 };
    const passage = hit('lumo', 'Lumo One smart lamp', 'To reset the lamp, hold the button.', 1);
    expect(carried(dissect(passage), results)).toBe(wanted);
  });
});

describe('the chance that a passage carries an answer', () => {
  const chance = (question: string, hits: PassageHit[]) => {
    const results = found(question, hits);
    const evidence = weighed(results);
    return chanceOf(evidence[0]!, evidence, results);
  };

  it('is high where words are there and low where the rare ones are not', () => {
    const known = chance('how long is the warranty of a lamp', [warranty, delivery]);
    const unknown = chance('do you have a warranty against earthquakes in greenhouses', [warranty, delivery]);
    expect(known).toBeGreaterThan(0.5);
    expect(unknown).toBeLessThan(known);
  });

  it('is higher where a model finds the meaning nearer', () => {
    const far = chance('warranty of a lamp', [{ ...warranty, meaning: 0.35 }]);
    expect(chance('warranty of a lamp', [{ ...warranty, meaning: 0.8 }])).toBeGreaterThan(far);
  });

  it('is nothing for a question that says nothing', () => {
    const results = found('what is it', [warranty]);
    const evidence = weighed(results);
    expect(chanceFeaturesOf(evidence[0]!, evidence, results)).toBeUndefined();
    expect(chanceOf(evidence[0]!, evidence, results)).toBe(0);
  });
});
