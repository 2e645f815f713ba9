import { describe, expect, it } from '@jest/globals';
import { fieldOf } from '../../words/terms.js';
import { termsOf } from '../passage-terms.js';
import { dimensionOf, mostValues, passageVector, timesOf } from './sparse.js';

describe('the sparse vector of a passage', () => {
  it('says how often each term is in it, as the wire has its numbers', () => {
    const text =
      'Returns, returns and returns: the money for a return comes back in 14 days, the money for a lamp in 30.';
    const terms = termsOf({ text, heading: ['Returns'] }, 'Money back', 'en');
    const { indices, values } = passageVector(terms);
    const sent = JSON.parse(JSON.stringify([...Float32Array.from(values)])) as number[];
    const stored = new Map(indices.map((dimension, at) => [dimension, sent[at]!]));
    expect(terms.counts.size).toBeGreaterThan(30);
    for (const [term, count] of terms.counts) {
      const field = fieldOf(term);
      expect([term, timesOf(stored.get(dimensionOf(term))!, terms.lengths[field], field)]).toEqual([term, count]);
    }
  });

  it('keeps to the limit, words before their parts', () => {
    const text = Array.from({ length: 400 }, (_, at) => `word${at}number${at * 7}`).join(' ');
    const terms = termsOf({ text, heading: [] }, '', 'en');
    expect(terms.counts.size).toBeGreaterThan(2 * mostValues);
    const { indices, values } = passageVector(terms);
    expect([indices.length, values.length, new Set(indices).size]).toEqual([mostValues, mostValues, mostValues]);
    const kept = new Set(indices);
    for (const term of terms.counts.keys()) if (fieldOf(term) === 'stem') expect(kept).toContain(dimensionOf(term));
  });

  it('is never empty', () => {
    expect(passageVector(termsOf({ text: '…', heading: [] }, '', 'en')).indices).toHaveLength(1);
  });
});
