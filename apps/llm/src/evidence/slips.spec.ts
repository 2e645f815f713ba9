import { describe, expect, it } from '@jest/globals';
import { analyse, type PassageHit, type PassageResults } from '@parley/models';
import { dissect } from './passage-cache.js';
import { readAs } from './slips.js';

const text = 'The gizmotron opens with a latch.';
const hit: PassageHit = {
  document: { document_id: 'gizmotron', revision: 1, title: '', language: 'en' },
  passage: { number: 0, text, start: 0, end: text.length, heading: [] },
  score: 1,
  words: 1,
};

const read = (question: string, rarity: number) => {
  const query = analyse(question, 'en');
  const rarities = query.tokens.map(() => rarity);
  const results: PassageResults = { hits: [hit], query, rarity: rarities, alone: rarities, phrases: [], searched: 10 };
  return readAs(results, [dissect(hit)]);
};

describe('a word that no document has', () => {
  it('is read as the one of a passage found that is a slip apart', () => {
    const { found, evidence } = read('gizmortron', 1);
    expect([found.query.tokens[0]!.stem, found.rarity[0]! < 1]).toEqual(['gizmotron', true]);
    expect(evidence[0]!.exact).toBe(1);
  });

  it.each([
    ['another', 'gizmology', 1],
    ['one that other documents have', 'gizmortron', 0.9],
    ['a short one', 'lach', 1],
  ])('is left as it is: %s', (_, word, rarity) => {
    const { found, evidence } = read(word, rarity);
    expect(found.query.tokens[0]!.stem).toBe(analyse(word, 'en').tokens[0]!.stem);
    expect(evidence[0]!.exact).toBe(0);
  });
});
