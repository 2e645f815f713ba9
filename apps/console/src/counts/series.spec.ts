import { describe, expect, it } from '@jest/globals';
import { daysOf, rangeOf, sharesOf, totalsOf } from './series.js';

const range = { from: '2026-02-27', to: '2026-03-01' };

describe('turns by day', () => {
  it('has a row for every day, in groups', () => {
    const days = daysOf(
      [
        { day: '2026-02-27', method: 'rag', count: 3 },
        { day: '2026-02-27', method: 'llm', count: 1 },
        { day: '2026-03-01', method: 'agent', count: 2 },
        { day: '2026-03-02', method: 'rule', count: 9 },
      ],
      range,
    );
    expect(days.map(({ day, total }) => [day, total])).toEqual([
      ['2026-02-27', 4],
      ['2026-02-28', 0],
      ['2026-03-01', 2],
    ]);
    expect(totalsOf(days)).toEqual({ documents: 4, actions: 0, rules: 0, unknown: 0, people: 2 });
  });

  it('asks for the last days, today among them', () => {
    expect(rangeOf(7, Date.parse('2026-03-03T23:59:00Z'))).toEqual({ from: '2026-02-25', to: '2026-03-03' });
  });
});

describe('shares', () => {
  it.each([
    [
      [21, 3, 0],
      [0.88, 0.12, 0],
    ],
    [
      [1, 1, 1],
      [0.34, 0.33, 0.33],
    ],
    [
      [0, 1, 7],
      [0, 0.13, 0.87],
    ],
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    [
      [5, 0, 0],
      [1, 0, 0],
    ],
  ])('of %j are %j', (parts, shares) => {
    expect(sharesOf(parts)).toEqual(shares);
  });
});
