import type { DatabaseSync } from 'node:sqlite';
import type { Language } from '@parley/contracts';
import { fieldOf, fields, type Field } from '../../words/terms.js';
import type { DocumentFacts, IndexedPassage } from '../port.js';
import { bucketSize, listOf, placeOf, timesOf } from './postings.js';

/** How much a field adds: words, parts of words, what words mean. */
const fieldWeights: Readonly<Record<Field, number>> = { stem: 1, gram: 0.15, concept: 0.6 };
/** Of Okapi BM25: how soon repetition stops to count, and how much length is held against a passage. */
const k1 = 1.2;
const b = 0.75;

export interface Found {
  readonly no: number;
  readonly document: DocumentFacts;
  readonly passage: IndexedPassage;
}

interface FoundRow {
  readonly no: number;
  readonly document_id: string;
  readonly revision: number;
  readonly title: string;
  readonly url: string | null;
  readonly language: Language;
  readonly number: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly heading: string;
  readonly page: number | null;
}

export interface Scores {
  /** BM25 by slot. */
  readonly bySlot: Float32Array;
  /** What no passage of the partition could pass. */
  readonly best: number;
}

/** One language of one tenant at one revision. Keeps what it has read: it is thrown away with the revision. */
export class PartitionReader {
  private readonly lists = new Map<string, readonly Uint16Array[]>();
  private readonly found = new Map<number, Found>();
  private readonly norms: Readonly<Record<Field, Float32Array>>;
  private readonly bySlot: Float32Array;
  /** Bytes kept, roughly. */
  size: number;

  constructor(
    private readonly db: DatabaseSync,
    readonly no: number,
    readonly passages: number,
    readonly slots: number,
    totals: Readonly<Record<Field, number>>,
  ) {
    const norm = (field: Field) => this.normsOf(field, totals[field] / Math.max(passages, 1));
    this.norms = { stem: norm('stem'), gram: norm('gram'), concept: norm('concept') };
    this.bySlot = new Float32Array(slots);
    this.size = slots * 4 * (fields.length + 1);
  }

  /** The array is used again by the next call. */
  score(terms: Iterable<string>): Scores {
    this.bySlot.fill(0);
    let best = 0;
    for (const term of terms) best += this.addTerm(term);
    return { bySlot: this.bySlot, best };
  }

  /** The passage in a slot; nothing when it is free. */
  at(slot: number): Found | undefined {
    const known = this.found.get(slot);
    if (known) return known;
    const row = this.db.prepare(`${foundRows} WHERE partition_no = ? AND slot = ?`).get(this.no, slot);
    return row && this.keep(slot, row as unknown as FoundRow);
  }

  slotOf(passage_no: number): number {
    const row = this.db.prepare('SELECT slot FROM passages WHERE no = ?').get(passage_no);
    return (row as { slot: number }).slot;
  }

  slotsOf(document_ids: readonly string[], tenant_no: number): Set<number> {
    const read = this.db.prepare(
      `SELECT slot FROM documents JOIN passages ON document_no = documents.no
       WHERE tenant_no = ? AND document_id = ? AND partition_no = ?`,
    );
    return new Set(
      document_ids.flatMap((id) => (read.all(tenant_no, id, this.no) as { slot: number }[]).map(({ slot }) => slot)),
    );
  }

  /** 1 of a term that no passage has, 0 of one that all have. */
  rarity(term: string): number {
    return this.inverseFrequency(this.lists.get(term) ?? this.readLists(term)) / this.inverseFrequency([]);
  }

  /** Inverse document frequency of BM25. */
  private inverseFrequency(lists: readonly Uint16Array[]): number {
    let passages = 0;
    for (const list of lists) passages += list.length;
    return Math.log(1 + (this.passages - passages + 0.5) / (passages + 0.5));
  }

  private addTerm(term: string): number {
    const field = fieldOf(term);
    const lists = this.lists.get(term) ?? this.readLists(term);
    const weight = fieldWeights[field] * (k1 + 1) * this.inverseFrequency(lists);
    const norms = this.norms[field];
    const { bySlot } = this;
    lists.forEach((list, bucket) => {
      const first = bucket * bucketSize;
      for (const entry of list) {
        const slot = first + placeOf(entry);
        const times = timesOf(entry);
        bySlot[slot]! += (weight * times) / (times + norms[slot]!);
      }
    });
    return weight;
  }

  private readLists(term: string): readonly Uint16Array[] {
    const rows = this.db
      .prepare('SELECT bucket, list FROM postings WHERE partition_no = ? AND term = ?')
      .all(this.no, term) as { bucket: number; list: Uint8Array }[];
    const lists: Uint16Array[] = [];
    for (const { bucket, list } of rows) {
      while (lists.length < bucket) lists.push(new Uint16Array());
      lists.push(listOf(list));
      this.size += list.byteLength;
    }
    this.lists.set(term, lists);
    this.size += 100;
    return lists;
  }

  private normsOf(field: Field, average: number): Float32Array {
    const norms = new Float32Array(this.slots);
    const rows = this.db
      .prepare('SELECT bucket, list FROM lengths WHERE partition_no = ? AND field = ?')
      .all(this.no, field) as { bucket: number; list: Uint8Array }[];
    for (const { bucket, list } of rows)
      listOf(list).forEach((length, place) => {
        norms[bucket * bucketSize + place] = k1 * (1 - b + (b * length) / Math.max(average, 1));
      });
    return norms;
  }

  private keep(slot: number, row: FoundRow): Found {
    const { document_id, revision, title, url, language, number, text, start, end, heading, page } = row;
    const found: Found = {
      no: row.no,
      document: { document_id, revision, title, ...(url === null ? {} : { url }), language },
      passage: {
        number,
        text,
        start,
        end,
        heading: JSON.parse(heading) as string[],
        ...(page === null ? {} : { page }),
      },
    };
    this.found.set(slot, found);
    this.size += text.length * 2 + 500;
    return found;
  }
}

const foundRows = `SELECT passages.no AS no, document_id, revision, title, url, language, number, text, "start", "end",
  heading, page FROM passages JOIN documents ON documents.no = document_no`;
