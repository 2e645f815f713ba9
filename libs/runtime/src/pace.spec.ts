import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Pace } from './pace.js';

describe('pace', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const counted = (window_ms: number) => {
    let steps = 0;
    const pace = new Pace(window_ms, () => steps++);
    return { pace, steps: () => steps };
  };

  it('takes what is asked for in one turn of the event loop in one step', () => {
    const { pace, steps } = counted(0);
    pace.ask();
    pace.ask();
    expect(steps()).toBe(0);
    jest.advanceTimersByTime(0);
    expect(steps()).toBe(1);
    pace.ask();
    jest.advanceTimersByTime(0);
    expect(steps()).toBe(2);
  });

  it('takes the first after a pause at once, and one when the window since is over', () => {
    const { pace, steps } = counted(10);
    pace.ask();
    jest.advanceTimersByTime(0);
    expect(steps()).toBe(1);
    for (let ms = 0; ms < 8; ms++) {
      jest.advanceTimersByTime(1);
      pace.ask();
    }
    expect(steps()).toBe(1);
    jest.advanceTimersByTime(3);
    expect(steps()).toBe(2);
    jest.advanceTimersByTime(100);
    expect(steps()).toBe(2);
    pace.ask();
    jest.advanceTimersByTime(0);
    expect(steps()).toBe(3);
    pace.ask();
    jest.advanceTimersByTime(1);
    expect(steps()).toBe(3);
  });

  it('goes on after a step that threw', () => {
    let steps = 0;
    const pace = new Pace(10, () => {
      if (++steps === 1) throw new Error('a step');
    });
    pace.ask();
    expect(() => jest.advanceTimersByTime(0)).toThrow('a step');
    pace.ask();
    jest.advanceTimersByTime(11);
    expect(steps).toBe(2);
  });
});
