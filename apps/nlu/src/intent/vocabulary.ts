import type { Word } from '../text/words.js';
import { featuresOf } from './features.js';
import { HashTable } from './hash-table.js';

/** Features that a model has at most: what is rarest goes first. */
const mostFeatures = 65_536;
/** From so many texts on a feature has to occur in two of them. */
const manyTexts = 2000;

export interface Vocabulary {
  readonly table: HashTable;
  readonly rarity: Float32Array;
  readonly unseen: number;
}

/** What occurs in the examples, and how rare it is: ln((1 + n) / (1 + df)) + 1. */
export function vocabularyOf(texts: readonly (readonly Word[])[]): Vocabulary {
  const frequency = new Map<number, number>();
  const seen = new Set<number>();
  const see = (hash: number): void => void seen.add(hash);
  for (const words of texts) {
    seen.clear();
    featuresOf(words, { word: see, piece: see });
    for (const hash of seen) frequency.set(hash, (frequency.get(hash) ?? 0) + 1);
  }
  const least = texts.length >= manyTexts ? 2 : 1;
  const kept = [...frequency].filter(([, count]) => count >= least);
  if (kept.length > mostFeatures) kept.sort(([a, fa], [b, fb]) => fb - fa || a - b).length = mostFeatures;
  const rarityOf = (count: number): number => Math.log((1 + texts.length) / (1 + count)) + 1;
  return {
    table: HashTable.of(kept.map(([hash]) => hash)),
    rarity: Float32Array.from(kept, ([, count]) => rarityOf(count)),
    unseen: rarityOf(0),
  };
}
