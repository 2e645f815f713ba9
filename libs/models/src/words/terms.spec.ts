import { describe, expect, it } from '@jest/globals';
import { analyse } from './analyse.js';
import { queryTerms, weakWeight } from './terms.js';

describe('terms of a question', () => {
  it('count less where a word is common in talk of anything, unless another word has them, too', () => {
    const terms = queryTerms(analyse('someone broke the lamp', 'en'));
    expect(terms.get('=someon')).toBe(weakWeight);
    expect(terms.get('~some')).toBe(weakWeight);
    expect(terms.get('=lamp')).toBe(1);
    expect([...terms.keys()].some((term) => term.startsWith('@'))).toBe(true);
    expect(queryTerms(analyse('little litter', 'en')).get('~litt')).toBe(1);
  });

  it('are none of words of grammar', () => {
    expect(queryTerms(analyse('what is it', 'en')).size).toBe(0);
  });
});
