import { describe, expect, it } from '@jest/globals';
import { analyse } from '@parley/models';
import { AskedWords } from './match.js';

const asked = (text: string) => {
  const query = analyse(text, 'en');
  return new AskedWords(
    query,
    query.tokens.map(({ stop }) => (stop ? 0 : 1)),
  );
};

describe('words of a question', () => {
  it('have a share of what all of them say', () => {
    const rare = new AskedWords(analyse('lamp carpet', 'en'), [0.9, 0.3]);
    expect(rare.share(0.9)).toBeCloseTo(0.75);
    expect(asked('what is it').share(0)).toBe(0);
  });
});
