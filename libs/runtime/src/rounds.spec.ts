import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Rounds } from './rounds.js';

describe('rounds', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** Rounds that each last until they are let go. */
  const held = () => {
    const open: (() => void)[] = [];
    const faults: unknown[] = [];
    let begun = 0;
    const round = () => new Promise<void>((resolve) => open.push(resolve) && begun++);
    const rounds = new Rounds(1000, round, (error) => faults.push(error));
    return { rounds, faults, begun: () => begun, letGo: () => open.splice(0).forEach((resolve) => resolve()) };
  };

  it('come again and again, but never two at once', async () => {
    const { rounds, begun, letGo } = held();
    rounds.begin();
    expect(begun()).toBe(0);
    await jest.advanceTimersByTimeAsync(3000);
    expect(begun()).toBe(1);
    void rounds.now();
    expect(begun()).toBe(1);
    letGo();
    await jest.advanceTimersByTimeAsync(1000);
    expect(begun()).toBe(2);
    letGo();
    await rounds.end();
  });

  it('go on after one that failed, which is told', async () => {
    const faults: unknown[] = [];
    let begun = 0;
    const failing = async () => {
      throw new Error(`round ${++begun}`);
    };
    const rounds = new Rounds(1000, failing, (error) => faults.push(error));
    rounds.begin();
    await jest.advanceTimersByTimeAsync(2000);
    expect(faults).toEqual([new Error('round 1'), new Error('round 2')]);
    await rounds.end();
  });

  it('end with the one that is running, and none comes after', async () => {
    const { rounds, begun, letGo } = held();
    rounds.begin();
    await jest.advanceTimersByTimeAsync(1000);
    let ended = false;
    const ending = rounds.end().then(() => (ended = true));
    await jest.advanceTimersByTimeAsync(5000);
    expect([begun(), ended]).toEqual([1, false]);
    letGo();
    await ending;
    expect([begun(), jest.getTimerCount()]).toEqual([1, 0]);
  });
});
