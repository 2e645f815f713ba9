import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { OrderClock } from './order-clock.js';

describe('stamps of pending events', () => {
  afterEach(() => void jest.useRealTimers());

  const at = (ms: number) => void jest.useFakeTimers({ now: ms });

  it('grow within a millisecond, and when the clock goes back', () => {
    at(1_800_000_000_000);
    const clock = new OrderClock();
    const stamps = Array.from({ length: 300 }, () => clock.next());
    at(1_700_000_000_000);
    stamps.push(clock.next());
    expect(stamps.toSorted()).toEqual(stamps);
    expect(new Set(stamps).size).toBe(301);
  });

  it('are later than what was seen from a machine whose clock is ahead, and no earlier than an older sight', () => {
    at(1_800_000_000_500);
    const ahead = new OrderClock().next();
    at(1_800_000_000_000);
    const old = new OrderClock().next();
    const clock = new OrderClock();
    clock.saw(ahead);
    clock.saw(old);
    expect(clock.next() > ahead).toBe(true);
  });
});
