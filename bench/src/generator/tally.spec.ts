import { describe, expect, it } from '@jest/globals';
import { Tally } from './tally.js';

describe('tally', () => {
  it('gives the percentiles by nearest rank', () => {
    const tally = new Tally(100);
    for (let latency = 100; latency >= 1; latency--) tally.answered(latency);
    expect(tally.complete).toBe(true);
    expect(tally.result(10)).toMatchObject({ p50: 50, p95: 95, p99: 99, max: 100, throughput: 10, errors: {} });
  });

  it('counts what failed as slower than everything', () => {
    const tally = new Tally(10);
    for (let latency = 1; latency <= 9; latency++) tally.answered(latency);
    tally.failed('http 503');
    expect(tally.result(1)).toMatchObject({
      p50: 5,
      p95: Infinity,
      p95_answered: 9,
      answered: 9,
      errors: { 'http 503': 1 },
    });
  });

  it('names what never was answered', () => {
    const tally = new Tally(3);
    tally.answered(1);
    expect(tally.complete).toBe(false);
    expect(tally.result(1)).toMatchObject({ sent: 3, answered: 1, max: Infinity, errors: { unanswered: 2 } });
  });
});
