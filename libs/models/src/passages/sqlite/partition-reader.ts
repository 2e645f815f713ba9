import type { Language } from '@parley/contracts';
import type { Analysis, Token } from '../../words/analyse.js';
import { conceptTerm, fieldOf, fields, termsOfWord, weighTerms, type Field } from '../../words/terms.js';
import { inverseFrequency, normOf } from '../bm25.js';
import type { DocumentFacts, IndexedPassage } from '../port.js';
import type { RarityOf } from '../rarity.js';
import { bucketSize, listOf } from './postings.js';
import type { ReadStatements } from './read-statements.js';
import { TermLists, type ListRow } from './term-lists.js';

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

type Asked = Pick<Token, 'stem' | 'folded'>;

/** One language of one tenant at one revision. Keeps what it has read: it is thrown away with the revision. */
export class PartitionReader {
  private readonly lists = new TermLists();
  /** Numbers of the terms read. */
  private readonly terms = new Map<string, number>();
  /** The same by word: its stem first, then its parts. A folded word has one stem in the language. */
  private readonly words = new Map<string, readonly number[]>();
  private readonly concepts = new Map<number, number>();
  /** By slot. */
  private readonly found: (Found | undefined)[];
  private readonly documents = new Map<string, DocumentFacts>();
  /** By field and slot. */
  private readonly norms: readonly Float32Array[];
  private readonly bySlot: Float32Array;
  /** Inverse document frequency of a word that no passage has. */
  private readonly rarest: number;
  /** Bytes kept beside the lists, roughly. */
  private besides: number;

  constructor(
    private readonly statements: ReadStatements,
    private readonly row: PartitionRow,
  ) {
    this.norms = fields.map((field) => this.normsOf(field));
    this.found = new Array<undefined>(row.slots);
    this.bySlot = new Float32Array(row.slots);
    this.rarest = this.inverseFrequency(0);
    this.besides = row.slots * (4 * (fields.length + 1) + 8);
  }

  get no(): number {
    return this.row.no;
  }

  get passages(): number {
    return this.row.passages;
  }

  /** Bytes kept, roughly. */
  get size(): number {
    return this.besides + this.lists.size;
  }

  /** BM25 by slot, in units of the rarest word's inverse frequency. The array is used again by the next call. */
  score(question: Analysis): Float32Array {
    const { lists } = this;
    lists.begin();
    weighTerms(
      question,
      (word, weight) => {
        for (const term of this.ofWord(word)) lists.ask(term, weight);
      },
      (concept, weight) => lists.ask(this.ofConcept(concept), weight),
    );
    this.bySlot.fill(0);
    lists.score(this.bySlot, this.norms);
    return this.bySlot;
  }

  readonly rarityOf: RarityOf = {
    word: (word) => this.lists.rarityOf(this.ofWord(word)[0]!),
    concept: (concept) => this.lists.rarityOf(this.ofConcept(concept)),
  };

  /** The passage in a slot; nothing when it is free. */
  at(slot: number): Found | undefined {
    const known = this.found[slot];
    if (known) return known;
    const row = this.statements.inSlot.get(this.no, slot) as FoundRow | undefined;
    if (!row) return undefined;
    const found = { no: row.no, document: this.documentOf(row), passage: passageOf(row) };
    this.found[slot] = found;
    this.besides += row.text.length * 2 + 500;
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

  /** Of BM25. */
  private inverseFrequency(passages: number): number {
    return inverseFrequency(passages, this.row.passages);
  }

  private ofWord(word: Asked): readonly number[] {
    let terms = this.words.get(word.folded);
    if (!terms) {
      terms = termsOfWord(word).map((term) => this.term(term));
      this.words.set(word.folded, terms);
      this.besides += 100 + 8 * terms.length;
    }
    return terms;
  }

  private ofConcept(concept: number): number {
    let term = this.concepts.get(concept);
    if (term === undefined) this.concepts.set(concept, (term = this.term(conceptTerm(concept))));
    return term;
  }

  private term(term: string): number {
    const known = this.terms.get(term);
    if (known !== undefined) return known;
    const rows = this.statements.postings.all(this.no, term) as unknown as ListRow[];
    const passages = rows.reduce((sum, { list }) => sum + list.byteLength / Uint16Array.BYTES_PER_ELEMENT, 0);
    const read = this.lists.add(fieldOf(term), this.inverseFrequency(passages) / this.rarest, rows);
    this.terms.set(term, read);
    this.besides += 100;
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
