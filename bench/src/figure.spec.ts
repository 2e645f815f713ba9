import { describe, expect, it } from '@jest/globals';
import { figureOf, spreadOf } from './figure.js';

describe('spread of blocks', () => {
  it.each([
    [[3, 1, 2], { min: 1, median: 2, max: 3 }],
    [[4, 1, 2, 3], { min: 1, median: 2.5, max: 4 }],
    [[7], { min: 7, median: 7, max: 7 }],
  ])('%j', (values, spread) => expect(spreadOf(values)).toEqual(spread));
});

describe('figure', () => {
  const measured = { bench: 'b', figure: 'f', unit: 'ms' };

  it.each([
    ['lower' as const, 10, true],
    ['lower' as const, 9, false],
    ['higher' as const, 10, true],
    ['higher' as const, 11, false],
  ])('of 10 is better %s: meets %d: %s', (better, bar, ok) =>
    expect(figureOf({ ...measured, values: [1, 10, 100], better, bar }).ok).toBe(ok),
  );

  it('meets no bar where nothing was measured or no answer came', () => {
    expect(figureOf({ ...measured, values: [], bar: 5 }).ok).toBe(false);
    expect(figureOf({ ...measured, values: [Infinity], bar: 5 }).ok).toBe(false);
  });

  it('is all right without a bar', () => {
    expect(figureOf({ ...measured, values: [1] })).toMatchObject({ ok: true, bar: null, floor: null });
  });
});
