import type { Language } from '@parley/contracts';
import type { Analysis, Token } from '../../words/analyse.js';
import { conceptTerm, fieldOf, fields, termsOfWord, weighTerms, type Field } from '../../words/terms.js';
import { fieldWeights, inverseFrequency, k1, normOf } from '../bm25.js';
import type { DocumentFacts, IndexedPassage } from '../port.js';
import type { RarityOf } from '../rarity.js';
import { bucketSize, listOf, placeOf, timesOf } from './postings.js';
import type { ReadStatements } from './read-statements.js';

export interface Found {
  readonly no: number;
  readonly document: DocumentFacts;
  readonly passage: IndexedPassage;
}

interface FoundRow extends PassageRow {
  readonly no: number;
  readonly document_id: string;
  readonly revision: number;
  readonly title: string;
  readonly url: string | null;
  readonly language: Language;
}

export interface PassageRow {
  readonly number: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly heading: string;
  readonly page: number | null;
}

/** Row of `partitions`; of each field the sum of lengths over all passages. */
export type PartitionRow = { readonly no: number; readonly passages: number; readonly slots: number } & Readonly<
  Record<Field, number>
>;

/** A term as it was read. */
interface Term {
  readonly field: Field;
  /** By bucket. */
  readonly lists: readonly Uint16Array[];
  readonly rarity: number;
  /** The last search by it, and how much it counts there. */
  search: number;
  weight: number;
}

type Asked = Pick<Token, 'stem' | 'folded'>;

/** One language of one tenant at one revision. Keeps what it has read: it is thrown away with the revision. */
export class PartitionReader {
  private readonly terms = new Map<string, Term>();
  /** The same by word: its stem first, then its parts. A folded word has one stem in the language. */
  private readonly words = new Map<string, readonly Term[]>();
  private readonly concepts = new Map<number, Term>();
  private searches = 0;
  private readonly found = new Map<number, Found>();
  private readonly documents = new Map<string, DocumentFacts>();
  private readonly norms: Readonly<Record<Field, Float32Array>>;
  private readonly bySlot: Float32Array;
  /** Inverse document frequency of a word that no passage has. */
  private readonly rarest: number;
  /** Bytes kept, roughly. */
  size: number;

  constructor(
    private readonly statements: ReadStatements,
    private readonly row: PartitionRow,
  ) {
    this.norms = { stem: this.normsOf('stem'), gram: this.normsOf('gram'), concept: this.normsOf('concept') };
    this.bySlot = new Float32Array(row.slots);
    this.rarest = this.inverseFrequency(0);
    this.size = row.slots * 4 * (fields.length + 1);
  }

  get no(): number {
    return this.row.no;
  }

  get passages(): number {
    return this.row.passages;
  }

  /** BM25 by slot, in units of the rarest word's inverse frequency. The array is used again by the next call. */
  score(question: Analysis): Float32Array {
    const search = ++this.searches;
    const terms: Term[] = [];
    const add = (term: Term, weight: number) => {
      if (term.search !== search) {
        term.search = search;
        term.weight = weight;
        terms.push(term);
      } else if (weight > term.weight) term.weight = weight;
    };
    weighTerms(
      question,
      (word, weight) => {
        for (const term of this.ofWord(word)) add(term, weight);
      },
      (concept, weight) => add(this.ofConcept(concept), weight),
    );
    this.bySlot.fill(0);
    for (const term of terms) this.addTerm(term);
    return this.bySlot;
  }

  readonly rarityOf: RarityOf = {
    word: (word) => this.ofWord(word)[0]!.rarity,
    concept: (concept) => this.ofConcept(concept).rarity,
  };

  /** The passage in a slot; nothing when it is free. */
  at(slot: number): Found | undefined {
    const known = this.found.get(slot);
    if (known) return known;
    const row = this.statements.inSlot.get(this.no, slot) as FoundRow | undefined;
    if (!row) return undefined;
    const found = { no: row.no, document: this.documentOf(row), passage: passageOf(row) };
    this.found.set(slot, found);
    this.size += row.text.length * 2 + 500;
    return found;
  }

  private documentOf({ document_id, revision, title, url, language }: FoundRow): DocumentFacts {
    let document = this.documents.get(document_id);
    if (!document) {
      document = { document_id, revision, title, ...(url === null ? {} : { url }), language };
      this.documents.set(document_id, document);
    }
    return document;
  }

  slotOf(passage_no: number): number {
    return (this.statements.slot.get(passage_no) as { slot: number }).slot;
  }

  slotsOf(document_ids: readonly string[], tenant_no: number): Set<number> {
    const slots = document_ids.flatMap((id) => this.statements.slotsOfDocument.all(tenant_no, id, this.no));
    return new Set((slots as { slot: number }[]).map(({ slot }) => slot));
  }

  private addTerm({ field, lists, rarity, weight: asked }: Term): void {
    const weight = asked * fieldWeights[field] * (k1 + 1) * rarity;
    const norms = this.norms[field];
    const { bySlot } = this;
    for (let bucket = 0; bucket < lists.length; bucket++) {
      const list = lists[bucket]!;
      const first = bucket * bucketSize;
      for (let at = 0; at < list.length; at++) {
        const slot = first + placeOf(list[at]!);
        const times = timesOf(list[at]!);
        bySlot[slot]! += (weight * times) / (times + norms[slot]!);
      }
    }
  }

  /** Of BM25. */
  private inverseFrequency(passages: number): number {
    return inverseFrequency(passages, this.row.passages);
  }

  private ofWord(word: Asked): readonly Term[] {
    let terms = this.words.get(word.folded);
    if (!terms) {
      terms = termsOfWord(word).map((term) => this.term(term));
      this.words.set(word.folded, terms);
      this.size += 100 + 8 * terms.length;
    }
    return terms;
  }

  private ofConcept(concept: number): Term {
    let term = this.concepts.get(concept);
    if (!term) this.concepts.set(concept, (term = this.term(conceptTerm(concept))));
    return term;
  }

  private term(term: string): Term {
    const known = this.terms.get(term);
    if (known) return known;
    const lists: Uint16Array[] = [];
    let passages = 0;
    const rows = this.statements.postings.all(this.no, term) as { bucket: number; list: Uint8Array }[];
    for (const { bucket, list } of rows) {
      while (lists.length < bucket) lists.push(new Uint16Array());
      const entries = listOf(list);
      lists.push(entries);
      passages += entries.length;
      this.size += list.byteLength;
    }
    const rarity = this.inverseFrequency(passages) / this.rarest;
    const read = { field: fieldOf(term), lists, rarity, search: 0, weight: 0 };
    this.terms.set(term, read);
    this.size += 100;
    return read;
  }

  private normsOf(field: Field): Float32Array {
    const average = this.row[field] / Math.max(this.row.passages, 1);
    const norms = new Float32Array(this.row.slots);
    const rows = this.statements.lengths.all(this.no, field) as { bucket: number; list: Uint8Array }[];
    for (const { bucket, list } of rows)
      listOf(list).forEach((length, place) => {
        norms[bucket * bucketSize + place] = normOf(length, average);
      });
    return norms;
  }
}

export const passageOf = ({ number, text, start, end, heading, page }: PassageRow): IndexedPassage => ({
  number,
  text,
  start,
  end,
  heading: JSON.parse(heading) as string[],
  ...(page === null ? {} : { page }),
});
