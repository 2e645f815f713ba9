import type { PassageHit } from '../port.js';

export interface Candidate {
  readonly slot: number;
  readonly words: number;
  /** Cosine. */
  readonly meaning?: number | undefined;
}

/** Share of the meaning in the score where the model knows all words of the query. */
const meaningShare = 0.6;

/**
 * Orders candidates by words and meaning: each as its share of what the best candidate has, half and half, the half of
 * the meaning as far as the model knows the words of the query. The score is the mix of the two themselves, words as
 * share of what the query could reach at all (`best`).
 */
export function rank(
  candidates: readonly Candidate[],
  best: number,
  knows: number,
): (Pick<PassageHit, 'score' | 'words' | 'meaning'> & { slot: number })[] {
  const share = meaningShare * knows;
  const mostWords = Math.max(...candidates.map(({ words }) => words), Number.MIN_VALUE);
  const mostMeaning = Math.max(...candidates.map(({ meaning }) => meaning ?? 0), Number.MIN_VALUE);
  return candidates
    .map(({ slot, words, meaning }) => {
      const cosine = Math.max(meaning ?? 0, 0);
      return {
        slot,
        words,
        ...(meaning === undefined ? {} : { meaning }),
        order: (1 - share) * (words / mostWords) + share * (cosine / mostMeaning),
        score: Math.min(1, (1 - share) * (words / Math.max(best, Number.MIN_VALUE)) + share * cosine),
      };
    })
    .sort((one, other) => other.order - one.order)
    .map(({ order: _, ...hit }) => hit);
}
