import { describe, expect, it } from '@jest/globals';
import { estimateOf, meanHandling } from './estimate.js';

describe('estimateOf', () => {
  it.each([
    ['nobody is there', 0, { free: 0, capacity: 0, handling_s: 300 }, undefined],
    ['somebody is free', 0, { free: 1, capacity: 5, handling_s: 300 }, 30],
    ['as many are free as wait', 4, { free: 5, capacity: 5, handling_s: 300 }, 30],
    ['one conversation has to end first', 0, { free: 0, capacity: 5, handling_s: 300 }, 90],
    ['three are before', 3, { free: 1, capacity: 2, handling_s: 600 }, 930],
  ])('when %s', (_, ahead, load, expected) => {
    expect(estimateOf(ahead, load)).toBe(expected);
  });
});

describe('meanHandling', () => {
  it('is of what was handled, else the usual', () => {
    expect(meanHandling([100, 300])).toBe(200);
    expect(meanHandling([])).toBe(300);
  });
});
