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

export function contributionOf(language: Language, passages: readonly PassageTerms[]): Contribution {
  const having = new Map<number, number>();
  const lengths: Record<Field, number> = { stem: 0, gram: 0, concept: 0 };
  for (const { counts, lengths: own } of passages) {
    for (const field of fields) lengths[field] += own[field];
    for (const dimension of new Set([...counts.keys()].map(dimensionOf)))
      having.set(dimension, (having.get(dimension) ?? 0) + 1);
  }
  return { language, passages: passages.length, lengths, terms: Uint32Array.from([...having].flat()) };
}

/** As it is stored, and back; both little-endian, as every machine is that this runs on. */
export const termsToText = (terms: Uint32Array): string =>
  Buffer.from(terms.buffer, terms.byteOffset, terms.byteLength).toString('base64');
export const termsFromText = (text: string): Uint32Array =>
  new Uint32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
