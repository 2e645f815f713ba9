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

  it('have a share of what all of them say', () => {
    const rare = new AskedWords(analyse('lamp carpet', 'en'), [0.9, 0.3]);
    expect(rare.share(0.9)).toBeCloseTo(0.75);
    expect(asked('what is it').share(0)).toBe(0);
  });
});
