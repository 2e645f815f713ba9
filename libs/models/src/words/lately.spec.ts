import { describe, expect, it } from '@jest/globals';
import { Lately } from './lately.js';

describe('what was found out of words lately', () => {
  it('is found out once, nothing found included, until it is too much', () => {
    const asked: string[] = [];
    const lately = new Lately<string | null>((word) => (asked.push(word), word === 'none' ? null : `${word}!`), 2);
    expect(['a', 'none', 'a', 'none'].map((word) => lately.of(word))).toEqual(['a!', null, 'a!', null]);
    expect(asked).toEqual(['a', 'none']);
    expect(['b', 'a', 'b'].map((word) => lately.of(word))).toEqual(['b!', 'a!', 'b!']);
    expect(asked).toEqual(['a', 'none', 'b', 'a']);
  });

  it('is found out again of what is too long to be a word', () => {
    let asked = 0;
    const lately = new Lately(() => ++asked);
    const long = 'a'.repeat(41);
    expect([lately.of(long), lately.of(long), lately.of('a'), lately.of('a')]).toEqual([1, 2, 3, 3]);
  });
});
