import type { Field } from '../../words/terms.js';
import type { IndexedPassage } from '../port.js';
import { passageIn } from './records.js';
import type { IndexRecord, PineconeWire } from './wire.js';

/** A passage, and the weight of each of its terms by dimension. */
export interface KnownPassage {
  readonly passage: IndexedPassage;
  readonly lengths: Readonly<Record<Field, number>>;
  readonly weights: ReadonlyMap<number, number>;
}

/** What is kept in memory, in bytes, roughly. */
const mostKept = 64 * 1024 * 1024;

/** Values by key, those that were not asked for longest let go. */
class Kept<T> {
  private readonly kept = new Map<string, { readonly value: T; readonly size: number }>();
  private size = 0;

  constructor(private readonly most: number) {}

  get(key: string): T | undefined {
    const found = this.kept.get(key);
    if (!found) return undefined;
    this.kept.delete(key);
    this.kept.set(key, found);
    return found.value;
  }

  set(key: string, value: T, size: number): void {
    this.size += size - (this.kept.get(key)?.size ?? 0);
    this.kept.delete(key);
    this.kept.set(key, { value, size });
    for (const [oldest, { size: freed }] of this.kept) {
      if (this.size <= this.most) return;
      this.kept.delete(oldest);
      this.size -= freed;
    }
  }
}

/** Reads records of an index, those that it has read lately from memory: a passage of one version never changes. */
export class RecordCache<T> {
  private readonly kept = new Kept<T>(mostKept);

  constructor(
    private readonly wire: PineconeWire,
    private readonly read: (record: IndexRecord) => { readonly value: T; readonly size: number },
  ) {}

  /** By id; what the index does not show yet is missing, what is kept and not `good` is read again. */
  async of(
    namespace: string,
    ids: readonly string[],
    good: (kept: T) => boolean = () => true,
  ): Promise<Map<string, T>> {
    const found = new Map<string, T>();
    const unknown: string[] = [];
    for (const id of ids) {
      const known = this.kept.get(`${namespace} ${id}`);
      if (known === undefined || !good(known)) unknown.push(id);
      else found.set(id, known);
    }
    for (const record of await this.wire.fetch(namespace, unknown)) {
      const { value, size } = this.read(record);
      found.set(record.id, value);
      this.kept.set(`${namespace} ${record.id}`, value, size);
    }
    return found;
  }
}

export function knownPassage(record: IndexRecord): { value: KnownPassage; size: number } {
  const { passage, lengths, sparse } = passageIn(record);
  const weights = new Map(sparse.indices.map((dimension, at) => [dimension, sparse.values[at]!]));
  return { value: { passage, lengths, weights }, size: 1000 + 2 * passage.text.length + 40 * weights.size };
}

export interface KnownVector {
  readonly model: string;
  readonly vector: Float32Array;
}

export function knownVector({ values = [], metadata }: IndexRecord): { value: KnownVector; size: number } {
  return {
    value: { model: String(metadata?.['model']), vector: Float32Array.from(values) },
    size: 500 + 4 * values.length,
  };
}
