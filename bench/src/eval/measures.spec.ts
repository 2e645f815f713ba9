import { describe, expect, it } from '@jest/globals';
import { averagePrecision, mean, ndcgAt10 } from './measures.js';

describe('measures of retrieval', () => {
  it.each([
    [['a', 'b'], 'a', 1],
    [['b', 'a'], 'a', 0.6309],
    [['b'], 'a', 0],
    [[...'bcdefghijk', 'a'], 'a', 0],
  ] as const)('nDCG@10 of %j for %s is %d', (found, right, value) => {
    expect(ndcgAt10(found, right)).toBeCloseTo(value, 4);
  });

  it.each([
    [['a', 'b', 'x'], ['a', 'b'], 1],
    [['x', 'a', 'b'], ['a', 'b'], (1 / 2 + 2 / 3) / 2],
    [['a'], ['a', 'b'], 0.5],
    [[], ['a'], 0],
  ])('average precision of %j for %j is %d', (found, right, value) => {
    expect(averagePrecision(found, new Set(right))).toBeCloseTo(value, 9);
  });

  it('a mean', () => {
    expect(mean([1, 2, 6])).toBe(3);
  });
});
