import { describe, expect, it } from '@jest/globals';
import { findingsOf, staleWriterWishes } from './faults/flaws.js';

describe('a stale writer (real: a whole fleet of two orchestrators, one of which stands still and wakes)', () => {
  it('loses, doubles and reorders nothing', async () => {
    expect(await findingsOf(staleWriterWishes)).toEqual([]);
  }, 240_000);
});
