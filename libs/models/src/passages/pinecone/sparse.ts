import type { Field } from '../../words/terms.js';
import { fieldOf, fields } from '../../words/terms.js';
import { fieldWeights, mostTimes, normOf } from '../bm25.js';
import type { PassageTerms } from '../passage-terms.js';

/** As the wire has it; indices are whole numbers below 2^32. */
export interface Sparse {
  readonly indices: number[];
  readonly values: number[];
}

/** Values of one sparse vector: the limit of all kinds of index. */
export const mostValues = 1000;

/**
 * Lengths that the weights in the index reckon with, about those of help articles. The averages of a company change with
 * every document, what is in the index stays: it only chooses candidates, which are then compared by the true ones.
 */
const usual: Readonly<Record<Field, number>> = { stem: 60, gram: 250, concept: 4 };

/** The dimension of a term: FNV-1a over its UTF-16 units, mixed so that all bits count. */
export function dimensionOf(term: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < term.length; at++) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const timesIn = (count: number): number => Math.min(Math.max(Math.round(count), 1), mostTimes);

/** In every passage and in no question: an index takes no record without a value. */
const present = dimensionOf('');

/** BM25's weights of a passage's terms. Of a passage with too many, those that count most. */
export function passageVector({ counts, lengths }: PassageTerms): Sparse {
  const norms = normsOf(lengths);
  let entries = [...counts].map(([term, count]) => {
    const times = timesIn(count);
    const value = times / (times + norms[fieldOf(term)]);
    return { dimension: dimensionOf(term), value, counts: value * fieldWeights[fieldOf(term)] };
  });
  if (entries.length >= mostValues)
    entries = entries.sort((one, other) => other.counts - one.counts).slice(0, mostValues - 1);
  const byDimension = new Map([[present, 1], ...entries.map(({ dimension, value }) => [dimension, value] as const)]);
  return { indices: [...byDimension.keys()], values: [...byDimension.values()] };
}

/** How often a term is in a passage, from its weight in the index and the passage's length in the term's field. */
export function timesOf(value: number, length: number, field: Field): number {
  return timesIn((value * normOf(length, usual[field])) / (1 - value));
}

const normsOf = (lengths: Readonly<Record<Field, number>>): Record<Field, number> =>
  Object.fromEntries(fields.map((field) => [field, normOf(lengths[field], usual[field])])) as Record<Field, number>;
