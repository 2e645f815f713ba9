import type { Language } from '@parley/contracts';
import { fields, type Field } from '../../words/terms.js';
import type { PassageTerms } from '../passage-terms.js';
import { dimensionOf } from './sparse.js';

/** What a live document adds to the figures of its language. */
export interface Contribution {
  readonly language: Language;
  readonly passages: number;
  /** Sums over its passages. */
  readonly lengths: Readonly<Record<Field, number>>;
  /** Pairs of a term's dimension and the number of passages that have it. */
  readonly terms: Uint32Array;
}

/** Adds up what a document contributes, passage by passage. */
export class ContributionSum {
  private passages = 0;
  private readonly lengths: Record<Field, number> = { stem: 0, gram: 0, concept: 0 };
  private readonly having = new Map<number, number>();

  constructor(private readonly language: Language) {}

  add({ counts, lengths }: PassageTerms): void {
    this.passages++;
    for (const field of fields) this.lengths[field] += lengths[field];
    for (const dimension of new Set([...counts.keys()].map(dimensionOf)))
      this.having.set(dimension, (this.having.get(dimension) ?? 0) + 1);
  }

  sum(): Contribution {
    const { language, passages, lengths, having } = this;
    const terms = new Uint32Array(2 * having.size);
    let at = 0;
    for (const [dimension, count] of having) {
      terms[at++] = dimension;
      terms[at++] = count;
    }
    return { language, passages, lengths, terms };
  }
}

/** As it is stored, and back; both little-endian, as every machine is that this runs on. */
export const termsToText = (terms: Uint32Array): string =>
  Buffer.from(terms.buffer, terms.byteOffset, terms.byteLength).toString('base64');
export const termsFromText = (text: string): Uint32Array =>
  new Uint32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
