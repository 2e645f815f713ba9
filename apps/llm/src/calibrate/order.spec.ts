import { describe, expect, it } from '@jest/globals';
import { dot, fitOrder } from './order.js';

describe('the order of passages', () => {
  it('puts right ones first by the feature that they have in common', () => {
    const choices = [0.1, 0.5, 0.9].map((noise) => ({
      weight: 1,
      candidates: [
        { features: [noise, 0.8], right: true },
        { features: [1 - noise, 0.3], right: false },
      ],
    }));
    const weights = fitOrder(choices, 2);
    for (const { candidates } of choices) {
      const [right, wrong] = candidates.map(({ features }) => dot(features, weights));
      expect(right).toBeGreaterThan(wrong!);
    }
  });

  it('learns nothing from questions without a right passage', () => {
    const lost = { weight: 1, candidates: [{ features: [1, 0], right: false }] };
    const told = {
      weight: 1,
      candidates: [
        { features: [1, 0], right: true },
        { features: [0, 1], right: false },
      ],
    };
    expect(fitOrder([told, lost], 2)).toEqual(fitOrder([told], 2));
  });
});
