import { describe, expect, it } from '@jest/globals';
import { fold, squeeze, wordsOf } from './words.js';

describe('folding', () => {
  it.each([
    ['İIıi', 'iiii'],
    ['IŞIK', 'isik'],
    ['ışık', 'isik'],
    ['Çağrı ÖĞÜŞ', 'cagri ogus'],
    ['kâğıt', 'kagit'],
    ['i̇stanbul', 'istanbul'],
    ['TITLE', 'title'],
  ])('%j becomes %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('makes one letter of a run', () => {
    expect(squeeze('tamaaamm')).toBe('tamam');
  });
});

describe('words', () => {
  it.each([
    ["Ankara'da hava", ['ankara', 'hava']],
    ['iPhone’umun', ['iphone']],
    ["Ayşe'ye", ['ayse']],
    ["I don't know, what's up", ['i', 'dont', 'know', 'whats', 'up']],
    ["I'm here", ['im', 'here']],
    ['e-posta 3,5 TL', ['e', 'posta', '3', '5', 'tl']],
  ])('of %j', (text, folded) => {
    expect(wordsOf(text, 20).map((word) => word.folded)).toEqual(folded);
  });

  it('are no more than asked for', () => {
    expect(wordsOf('a b c d', 2)).toHaveLength(2);
  });
});
