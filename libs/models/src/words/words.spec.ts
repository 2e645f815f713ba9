import { describe, expect, it } from '@jest/globals';
import { wordsIn } from './words.js';

const folded = (text: string) => wordsIn(text).map((word) => word.folded);

describe('words', () => {
  it.each([
    ["Don't pay the driver's 20.000 or 3,5!", ['dont', 'pay', 'the', 'driver', '20000', 'or', '3.5']],
    ['3pm, A4 and 1.2.3.', ['3', 'pm', 'a4', 'and', '1.2.3']],
    ["it's' `x`y 7' a''b", ['it', 'x', '7', 'a', 'b']],
    ['', []],
  ])('of %j', (text, words) => {
    expect(folded(text)).toEqual(words);
  });

  it('are the same whatever else stands in the text', () => {
    const parts = [
      'a',
      'Z',
      'lamp',
      '7',
      '20.000',
      '1,5',
      '.',
      ',',
      "'",
      '`',
      "'s",
      ' ',
      '\n',
      '-',
      '_',
      '9dan',
      '\0',
      '~',
    ];
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48271) % 0x7fffffff) % below;
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: random(12) }, () => parts[random(parts.length)]!).join('');
      expect({ text, words: wordsIn(text) }).toEqual({ text, words: wordsIn(`${text} ş`).slice(0, -1) });
    }
  });
});
