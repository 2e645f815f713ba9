import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { fields, type Field } from '../../words/terms.js';
import type { PassageTerms } from '../passage-terms.js';
import { bucketOf, bucketSize, bytesOf, changedList, listOf, placeOf, posting, type Posting } from './postings.js';

interface ListChange {
  readonly removed: Set<number>;
  readonly added: Posting[];
}

const longestLength = 65_535;

/** All that one transaction changes in a partition's lists, gathered so that each row is read and written once. */
export class PartitionChange {
  private readonly lists = new Map<string, Map<number, ListChange>>();
  private readonly lengths = new Map<number, Map<number, PassageTerms['lengths'] | undefined>>();
  private readonly totals: Record<Field | 'passages', number> = { passages: 0, stem: 0, gram: 0, concept: 0 };

  constructor(private readonly partition_no: number) {}

  remove(slot: number, terms: PassageTerms): void {
    for (const term of terms.counts.keys()) this.list(term, slot).removed.add(slot % bucketSize);
    this.measure(slot, undefined, terms.lengths, -1);
  }

  add(slot: number, terms: PassageTerms): void {
    for (const [term, times] of terms.counts) this.list(term, slot).added.push(posting(slot, times));
    this.measure(slot, terms.lengths, terms.lengths, 1);
  }

  /** Within a transaction. */
  apply(db: DatabaseSync): void {
    this.applyLists(db);
    this.applyLengths(db);
    const { passages, stem, gram, concept } = this.totals;
    db.prepare(
      `UPDATE partitions SET passages = passages + ?, stems = stems + ?, grams = grams + ?, concepts = concepts + ?
       WHERE no = ?`,
    ).run(passages, stem, gram, concept, this.partition_no);
  }

  private list(term: string, slot: number): ListChange {
    let buckets = this.lists.get(term);
    if (!buckets) this.lists.set(term, (buckets = new Map()));
    let change = buckets.get(bucketOf(slot));
    if (!change) buckets.set(bucketOf(slot), (change = { removed: new Set(), added: [] }));
    return change;
  }

  private measure(
    slot: number,
    now: PassageTerms['lengths'] | undefined,
    lengths: PassageTerms['lengths'],
    sign: 1 | -1,
  ): void {
    const bucket = bucketOf(slot);
    const slots = this.lengths.get(bucket) ?? new Map<number, PassageTerms['lengths'] | undefined>();
    this.lengths.set(bucket, slots.set(slot % bucketSize, now));
    this.totals.passages += sign;
    for (const field of fields) this.totals[field] += sign * lengths[field];
  }

  private applyLists(db: DatabaseSync): void {
    const read = db.prepare('SELECT list FROM postings WHERE partition_no = ? AND term = ? AND bucket = ?');
    const write = db.prepare('INSERT OR REPLACE INTO postings (partition_no, term, bucket, list) VALUES (?, ?, ?, ?)');
    const drop = db.prepare('DELETE FROM postings WHERE partition_no = ? AND term = ? AND bucket = ?');
    for (const [term, buckets] of this.lists)
      for (const [bucket, { removed, added }] of buckets) {
        const list = changedList(this.stored(read, term, bucket), removed, added);
        if (list.length === 0) drop.run(this.partition_no, term, bucket);
        else
          write.run(this.partition_no, term, bucket, bytesOf(list.sort((one, other) => placeOf(one) - placeOf(other))));
      }
  }

  private stored(read: StatementSync, key: string | number, second: string | number): Uint16Array {
    const row = read.get(this.partition_no, key, second) as { list: Uint8Array } | undefined;
    return listOf(row?.list);
  }

  private applyLengths(db: DatabaseSync): void {
    const read = db.prepare('SELECT list FROM lengths WHERE partition_no = ? AND bucket = ? AND field = ?');
    const write = db.prepare('INSERT OR REPLACE INTO lengths (partition_no, bucket, field, list) VALUES (?, ?, ?, ?)');
    for (const [bucket, slots] of this.lengths)
      for (const field of fields) {
        const before = this.stored(read, bucket, field);
        const list = new Uint16Array(Math.max(before.length, Math.max(...slots.keys()) + 1));
        list.set(before);
        for (const [place, lengths] of slots) list[place] = Math.min(lengths?.[field] ?? 0, longestLength);
        write.run(this.partition_no, bucket, field, bytesOf(list));
      }
  }
}
