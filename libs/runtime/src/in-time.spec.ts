import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { inTime } from './in-time.js';

describe('in time', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const never = new Promise<string>(() => undefined);

  it('is what the work comes to, and no timer is left', async () => {
    expect(await inTime(Promise.resolve('answer'), 15_000, () => 'late')).toBe('answer');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('fails as the work fails, and no timer is left', async () => {
    await expect(inTime(Promise.reject(new Error('no disk')), 15_000, () => 'late')).rejects.toThrow('no disk');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is what is said instead once the time is over, not before', async () => {
    let outcome = 'waiting';
    const waiting = inTime(never, 1000, () => 'late').then((came) => (outcome = came));
    await jest.advanceTimersByTimeAsync(999);
    expect(outcome).toBe('waiting');
    await jest.advanceTimersByTimeAsync(1);
    await waiting;
    expect(outcome).toBe('late');
  });

  it('fails once the time is over where that is a failure', async () => {
    const failed = expect(
      inTime(never, 1000, () => {
        throw new Error('no answer');
      }),
    ).rejects.toThrow('no answer');
    await jest.advanceTimersByTimeAsync(1000);
    await failed;
  });
});
