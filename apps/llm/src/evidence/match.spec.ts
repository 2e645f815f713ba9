import { describe, expect, it } from '@jest/globals';
import { analyse } from '@parley/models';
import { AskedWords } from './match.js';

const asked = (text: string) => {
  const query = analyse(text, 'en');
  return new AskedWords({ query, rarity: query.tokens.map(({ stop }) => (stop ? 0 : 1)), phrases: [] });
};

describe('words of a question', () => {
  it('have a share of what all of them say', () => {
    const rare = new AskedWords({ query: analyse('lamp carpet', 'en'), rarity: [0.9, 0.3], phrases: [] });
    expect(rare.share(0.9)).toBeCloseTo(0.75);
    expect(asked('what is it').share(0)).toBe(0);
  });

  it('have apart what they mean without the phrases that they help to make', () => {
    const { concepts, own } = asked('code not working');
    expect(concepts[1]!.length).toBeGreaterThan(own[1]!.length);
    expect(concepts[1]).toEqual(expect.arrayContaining([...own[1]!]));
  });

  it('are followed by the phrases, which are found by what they mean', () => {
    const query = analyse('where is my lamp', 'en');
    const rare = new AskedWords({ query, rarity: [0, 0, 0, 0.3], phrases: [{ concept: 11, start: 0, rarity: 0.6 }] });
    expect(rare.stems).toEqual(['lamp', '']);
    expect(rare.concepts[1]).toEqual([11]);
    expect(rare.share(0.6)).toBeCloseTo(2 / 3);
    expect(rare.telling).toEqual([0]);
  });
});
