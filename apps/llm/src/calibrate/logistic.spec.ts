import { describe, expect, it } from '@jest/globals';
import { fitLogistic, type Example } from './logistic.js';

const examples = (rows: readonly (readonly [number[], boolean])[]): Example[] =>
  rows.map(([features, yes]) => ({ features, yes, weight: 1 }));

describe('logistic regression', () => {
  it('finds which feature tells, in whatever unit it is', () => {
    const { weights, bias } = fitLogistic(
      examples([
        [[100, 1], false],
        [[200, 2], false],
        [[300, 1], true],
        [[400, 2], true],
      ]),
    );
    expect(weights[0]! * 150 + weights[1]! * 1.5 + bias).toBeLessThan(0);
    expect(weights[0]! * 350 + weights[1]! * 1.5 + bias).toBeGreaterThan(0);
    expect(Math.abs(weights[1]!)).toBeLessThan(weights[0]! * 100);
  });

  it('counts examples by their weight', () => {
    const both = [
      { features: [1], yes: true, weight: 9 },
      { features: [1], yes: false, weight: 1 },
    ];
    const { weights, bias } = fitLogistic(both);
    expect(1 / (1 + Math.exp(-(weights[0]! + bias)))).toBeCloseTo(0.9, 1);
  });
});
