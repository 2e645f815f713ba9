import { describe, expect, it } from '@jest/globals';
import { FrameBudget } from './frame-budget.js';

describe('frames that a connection may send', () => {
  it('are forty at once, then ten a second', () => {
    let now = 0;
    const budget = new FrameBudget(() => now);
    const taken = () => Array.from({ length: 100 }, () => budget.take()).filter(Boolean).length;
    expect(taken()).toBe(40);
    now += 1500;
    expect(taken()).toBe(15);
    now += 60_000;
    expect(taken()).toBe(40);
  });
});
