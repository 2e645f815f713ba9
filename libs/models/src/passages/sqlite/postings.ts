import { mostTimes } from '../bm25.js';

/** Slots of a partition are kept in buckets, so that a change rewrites a bounded row however large the partition is. */
export const bucketSize = 2048;

export const bucketOf = (slot: number): number => Math.floor(slot / bucketSize);
const place = (slot: number): number => slot % bucketSize;

const slotBits = 11;

/** One entry of a list: which slot of the bucket, and how often the term is in it (at most 31). */
export type Posting = number;
export const posting = (slot: number, times: number): Posting =>
  place(slot) | (Math.min(Math.max(Math.round(times), 1), mostTimes) << slotBits);
export const placeOf = (entry: Posting): number => entry & (bucketSize - 1);
export const timesOf = (entry: Posting): number => entry >>> slotBits;

/** Without the entries of `removed` slots, with `added` ones; entries of one slot stand once. */
export function changedList(list: Uint16Array, removed: ReadonlySet<number>, added: readonly Posting[]): Uint16Array {
  const kept = removed.size === 0 ? list : list.filter((entry) => !removed.has(placeOf(entry)));
  const changed = new Uint16Array(kept.length + added.length);
  changed.set(kept);
  changed.set(added, kept.length);
  return changed;
}

/** A list as it is stored, and back. Rows of SQLite come as bytes that need not be aligned. */
export const bytesOf = (list: Uint16Array): Uint8Array => new Uint8Array(list.buffer, list.byteOffset, list.byteLength);
export const listOf = (bytes: Uint8Array | undefined): Uint16Array =>
  bytes === undefined ? new Uint16Array() : new Uint16Array(Uint8Array.from(bytes).buffer);

export const placesOf = (slots: Iterable<number>): Set<number> => new Set([...slots].map(place));
