import { describe, expect, it } from '@jest/globals';
import { fields, type Field } from '../../words/terms.js';
import { fieldWeights, k1 } from '../bm25.js';
import { bucketSize, bytesOf, posting } from './postings.js';
import { TermLists, type ListRow } from './term-lists.js';

describe('terms of a partition that were read', () => {
  const slots = 3 * bucketSize;
  const norms = fields.map((_, field) => new Float32Array(slots).fill(0.5 + field));
  const rowsOf = (times: Readonly<Record<number, number>>): ListRow[] => {
    const byBucket = new Map<number, number[]>();
    for (const [slot, often] of Object.entries(times)) {
      const bucket = Math.floor(Number(slot) / bucketSize);
      byBucket.set(bucket, [...(byBucket.get(bucket) ?? []), posting(Number(slot), often)]);
    }
    return [...byBucket].map(([bucket, list]) => ({ bucket, list: bytesOf(Uint16Array.from(list)) }));
  };
  const scoreOf = (field: Field, weight: number, rarity: number, times: number) =>
    (weight * fieldWeights[field] * (k1 + 1) * rarity * times) / (times + norms[fields.indexOf(field)]![0]!);
  const searched = (lists: TermLists, ...asked: [term: number, weight: number][]): Record<number, number> => {
    lists.begin();
    for (const [term, weight] of asked) lists.ask(term, weight);
    const bySlot = new Float32Array(slots);
    lists.score(bySlot, norms);
    return Object.fromEntries([...bySlot.entries()].filter(([, score]) => score > 0));
  };

  it('score passages in any bucket, none that is empty in the way', () => {
    const lists = new TermLists();
    lists.add('stem', 0.9, rowsOf({ 1: 1 }));
    const term = lists.add('gram', 0.25, rowsOf({ 0: 3, [2 * bucketSize + 7]: 31 }));
    const found = searched(lists, [term, 1]);
    expect(Object.keys(found)).toEqual(['0', String(2 * bucketSize + 7)]);
    expect(found[0]).toBeCloseTo(scoreOf('gram', 1, 0.25, 3), 6);
    expect(found[2 * bucketSize + 7]).toBeCloseTo(scoreOf('gram', 1, 0.25, 31), 6);
  });

  it('count once, with the most that is asked for, and in a search of their own', () => {
    const lists = new TermLists();
    const one = lists.add('stem', 1, rowsOf({ 4: 2 }));
    const other = lists.add('concept', 0.5, rowsOf({ 4: 1, 5: 1 }));
    expect(searched(lists, [one, 0.4], [one, 1], [one, 0.4])[4]).toBeCloseTo(scoreOf('stem', 1, 1, 2), 6);
    const both = scoreOf('stem', 0.4, 1, 2) + scoreOf('concept', 1, 0.5, 1);
    expect(searched(lists, [one, 0.4], [other, 1])[4]).toBeCloseTo(both, 6);
    expect(searched(lists)).toEqual({});
  });

  it('are as rare as they were read, however many they are, and found by nothing where no passage has them', () => {
    const lists = new TermLists();
    const all = Array.from({ length: 3000 }, (_, at) => lists.add('stem', at / 3000, rowsOf({ [at]: 1 })));
    const nowhere = lists.add('stem', 1, []);
    expect(all.map((term) => lists.rarityOf(term))).toEqual(all.map((_, at) => at / 3000));
    expect(Object.keys(searched(lists, [all[2999]!, 1], [nowhere, 1]))).toEqual(['2999']);
    expect(lists.size).toBeGreaterThan(3000 * (6 * 8 + 2 * 2));
  });
});
