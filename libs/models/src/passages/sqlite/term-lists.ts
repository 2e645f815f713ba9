import { fields, type Field } from '../../words/terms.js';
import { fieldWeights, k1 } from '../bm25.js';
import { bucketSize, listOf, placeOf, timesOf } from './postings.js';

/** Row of `postings`. */
export interface ListRow {
  readonly bucket: number;
  readonly list: Uint8Array;
}

/** What is kept of a term, in this order: where its lists begin, its buckets, its field, how rare it is … */
const beginning = 0;
const buckets = 1;
const ofField = 2;
const rarity = 3;
/** … the last search by it and how much it counts there. */
const searched = 4;
const counting = 5;
const width = 6;

const weights = fields.map((field) => fieldWeights[field]);

/**
 * Terms of a partition as they were read, known by their number, and searches by them. Terms read together stand together in
 * two rows of numbers, because a search goes through some thirty that nobody has touched for long: what that costs is
 * the memory it fetches.
 */
export class TermLists {
  private facts = new Float64Array(width * 64);
  /** For each term and bucket the number of its entries, then these. */
  private lists = new Uint16Array(2048);
  private end = 0;
  private terms = 0;
  private search = 0;
  private asked: number[] = [];

  /** Its number. */
  add(field: Field, rare: number, rows: readonly ListRow[]): number {
    const term = this.terms++;
    this.facts = withRoom(this.facts, this.terms * width);
    const at = term * width;
    this.facts[at + beginning] = this.end;
    this.facts[at + buckets] = (rows.at(-1)?.bucket ?? -1) + 1;
    this.facts[at + ofField] = fields.indexOf(field);
    this.facts[at + rarity] = rare;
    let bucket = 0;
    for (const row of rows) {
      for (; bucket < row.bucket; bucket++) this.append(new Uint16Array());
      this.append(listOf(row.list));
      bucket++;
    }
    return term;
  }

  rarityOf(term: number): number {
    return this.facts[term * width + rarity]!;
  }

  /** Bytes. */
  get size(): number {
    return this.facts.byteLength + this.lists.byteLength;
  }

  /** A search begins, by nothing yet. */
  begin(): void {
    this.search++;
    this.asked = [];
  }

  /** Searches by a term; of one that is asked for more than once the most counts. */
  ask(term: number, weight: number): void {
    const at = term * width;
    if (this.facts[at + searched] !== this.search) {
      this.facts[at + searched] = this.search;
      this.facts[at + counting] = weight;
      this.asked.push(at);
    } else if (weight > this.facts[at + counting]!) this.facts[at + counting] = weight;
  }

  /** Adds what each passage has of the terms asked for, in their order; `norms` are by field and slot. */
  score(bySlot: Float32Array, norms: readonly Float32Array[]): void {
    const { facts } = this;
    for (const at of this.asked) {
      const field = facts[at + ofField]!;
      const weight = facts[at + counting]! * weights[field]! * (k1 + 1) * facts[at + rarity]!;
      this.addTo(bySlot, norms[field]!, weight, facts[at + beginning]!, facts[at + buckets]!);
    }
  }

  private addTo(bySlot: Float32Array, norms: Float32Array, weight: number, from: number, most: number): void {
    const { lists } = this;
    let at = from;
    for (let bucket = 0; bucket < most; bucket++) {
      const first = bucket * bucketSize;
      const end = at + 1 + lists[at]!;
      for (at++; at < end; at++) {
        const entry = lists[at]!;
        const slot = first + placeOf(entry);
        const times = timesOf(entry);
        bySlot[slot]! += (weight * times) / (times + norms[slot]!);
      }
    }
  }

  private append(list: Uint16Array): void {
    this.lists = withRoom(this.lists, this.end + 1 + list.length);
    this.lists[this.end++] = list.length;
    this.lists.set(list, this.end);
    this.end += list.length;
  }
}

/** The same numbers in a row of at least so many. */
function withRoom<T extends Float64Array | Uint16Array>(row: T, length: number): T {
  if (length <= row.length) return row;
  const grown = new (row.constructor as new (length: number) => T)(Math.max(length, 2 * row.length));
  grown.set(row);
  return grown;
}
