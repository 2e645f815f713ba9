import { describe, expect, it } from '@jest/globals';
import { rank, type Candidate } from './rank.js';

const order = (candidates: (Candidate & { slot: number })[], knows: number) =>
  rank(candidates, knows).map(({ slot }) => slot);

describe('the order of hits', () => {
  const byWords = { slot: 1, words: 4, meaning: 0.1 };
  const byMeaning = { slot: 2, words: 1, meaning: 0.8 };

  it('is that of the words where the model knows none of them', () => {
    expect(order([byMeaning, byWords], 0)).toEqual([1, 2]);
  });

  it('lets the meaning decide where the model knows the words', () => {
    expect(order([byWords, byMeaning], 1)).toEqual([2, 1]);
  });

  it('gives the best in both 1, and nobody less than 0', () => {
    const [best, worst] = rank(
      [
        { slot: 1, words: 2, meaning: 0.5 },
        { slot: 2, words: 0, meaning: -0.3 },
      ],
      1,
    );
    expect([best?.score, worst?.score]).toEqual([1, 0]);
  });

  it('is empty without candidates', () => {
    expect(rank([], 1)).toEqual([]);
  });
});
