import { describe, expect, it } from '@jest/globals';
import { bucketOf, bucketSize, bytesOf, changedList, listOf, placeOf, posting, timesOf } from './postings.js';

describe('a posting', () => {
  it.each([
    [0, 1, 1],
    [2047, 31, 31],
    [2048, 2, 2],
    [5000, 100, 31],
    [5000, 0.2, 1],
  ])('of slot %d and %d times keeps both', (slot, times, kept) => {
    const entry = posting(slot, times);
    expect(bucketOf(slot) * bucketSize + placeOf(entry)).toBe(slot);
    expect(timesOf(entry)).toBe(kept);
  });
});

describe('a list of postings', () => {
  it('loses the removed and gains the added', () => {
    const list = Uint16Array.from([posting(1, 1), posting(2, 5), posting(3, 1)]);
    expect([...changedList(list, new Set([2, 3]), [posting(3, 4)])]).toEqual([posting(1, 1), posting(3, 4)]);
  });

  it('comes back from its bytes, wherever they lie', () => {
    const list = Uint16Array.from([posting(1, 1), posting(2047, 31)]);
    const stored = new Uint8Array(1 + list.byteLength);
    stored.set(bytesOf(list), 1);
    expect([...listOf(stored.subarray(1))]).toEqual([...list]);
    expect([...listOf(undefined)]).toEqual([]);
  });
});
