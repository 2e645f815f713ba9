import { describe, expect, it } from '@jest/globals';
import { analyse } from '@parley/models';
import { AskedWords, vocabularyOf } from './match.js';

const asked = (text: string) => {
  const query = analyse(text, 'en');
  return new AskedWords(
    query,
    query.tokens.map(({ stop }) => (stop ? 0 : 1)),
  );
};
const words = (text: string) => vocabularyOf(analyse(text, 'en'));

describe('words of a question in a text', () => {
  it('are there as themselves, as what means the same, or not at all; grammar is left out', () => {
    expect(asked('is the guarantee for lamps').in(words('Warranty of a lamp'))).toEqual([0.7, 1]);
    expect(asked('is the guarantee for lamps').in(words('Opening hours'))).toEqual([0, 0]);
  });

  it('count by how rare they are, and at least as much as their surroundings have', () => {
    const query = analyse('lamp carpet', 'en');
    const rare = new AskedWords(query, [0.9, 0.1]);
    expect(rare.share(rare.in(words('a lamp')))).toBeCloseTo(0.9);
    expect(rare.shareIn(words('nothing of it'), [0.5, 0], [0, 0])).toBeCloseTo(0.45);
    expect(rare.shareIn(words('a lamp'), [0.5, 0], [1, 0])).toBeCloseTo(0.9);
  });

  it('have no share where a question says nothing', () => {
    expect(asked('what is it').share([])).toBe(0);
  });
});
