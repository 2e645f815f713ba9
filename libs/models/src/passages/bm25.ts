import type { Field } from '../words/terms.js';

/** How much a field adds: words, parts of words, what words mean. */
export const fieldWeights: Readonly<Record<Field, number>> = { stem: 1, gram: 0.15, concept: 0.8 };
/** Of Okapi BM25: how soon repetition stops to count, and how much length is held against a passage. */
export const k1 = 1.2;
const b = 0.75;

/** Most times that a term counts in one passage. */
export const mostTimes = 31;

/** What length takes from each time: `times / (times + norm)`. */
export const normOf = (length: number, average: number): number => k1 * (1 - b + (b * length) / Math.max(average, 1));

/** Inverse document frequency of a term that so many of all passages have. */
export const inverseFrequency = (passages: number, all: number): number =>
  Math.log(1 + (all - passages + 0.5) / (passages + 0.5));
