import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Lane, type Framed } from './lane.js';
import { EndOfTurn } from './turn.js';

const framed = (text: string, options: Partial<Framed> = {}): Framed => {
  const frame = JSON.stringify(text);
  return { frame, bytes: Buffer.byteLength(frame), expires: Infinity, ...options };
};

describe('Lane', () => {
  let sent: string[][];
  let away: boolean;
  const lane = (gather_ms: number): Lane<Framed> =>
    new Lane(new EndOfTurn(), gather_ms, (message) => {
      if (!away) sent.push(JSON.parse(message) as string[]);
      return !away;
    });

  beforeEach(() => {
    jest.useFakeTimers();
    sent = [];
    away = false;
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('sends what comes in one turn together', () => {
    const one = lane(0);
    one.push(framed('a'));
    one.push(framed('b'));
    expect(sent).toEqual([]);
    jest.advanceTimersByTime(0);
    one.push(framed('c'));
    jest.advanceTimersByTime(0);
    expect(sent).toEqual([['a', 'b'], ['c']]);
  });

  it('with a window lets the first go at once and gathers those that follow', () => {
    const one = lane(4);
    one.push(framed('a'));
    jest.advanceTimersByTime(0);
    expect(sent).toEqual([['a']]);
    one.push(framed('b'));
    jest.advanceTimersByTime(2);
    one.push(framed('c'));
    jest.advanceTimersByTime(1);
    expect(sent).toEqual([['a']]);
    jest.advanceTimersByTime(2);
    expect(sent).toEqual([['a'], ['b', 'c']]);
    jest.advanceTimersByTime(100);
    one.push(framed('d'));
    jest.advanceTimersByTime(0);
    expect(sent).toHaveLength(3);
  });

  it('puts at most 256 frames and 512 kB into a message, a larger frame alone', () => {
    const one = lane(0);
    for (let n = 0; n < 300; n++) one.push(framed('x'));
    for (const size of [300, 300, 900, 1]) one.push(framed('y'.repeat(size * 1024)));
    jest.advanceTimersByTime(0);
    expect(sent.map((frames) => frames.length)).toEqual([256, 45, 1, 1, 1]);
  });

  it('keeps frames while the bus is away, and forgets those that expired meanwhile', () => {
    const one = lane(0);
    away = true;
    one.push(framed('short', { expires: Date.now() + 50 }));
    one.push(framed('long', { expires: Date.now() + 500 }));
    jest.advanceTimersByTime(100);
    expect(one.empty).toBe(false);
    away = false;
    one.flush();
    expect(sent).toEqual([['long']]);
    expect(one.empty).toBe(true);
  });
});
