import { describe, expect, it } from '@jest/globals';
import { folded } from './folded.js';

describe('a text as it is compared', () => {
  it.each([
    ['IıİiÇŞĞÜÖ', 'iiiicsguo'],
    ['NARLİ-EV', 'narli-ev'],
    ['Narlı-Ev', 'narli-ev'],
    ['narli-ev', 'narli-ev'],
  ])('%s as %s', (text, form) => expect(folded(text)).toBe(form));
});
