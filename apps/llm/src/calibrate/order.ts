import { Adam } from './logistic.js';

/** Passages found for one question: their features, and which of them belong to a right document. */
export interface Choice {
  readonly candidates: readonly { readonly features: readonly number[]; readonly right: boolean }[];
  readonly weight: number;
}

/** What a difference of order means: e to this times it is how much likelier the first answers. */
export const sharpness = 5;

const steps = 250;
const rate = 0.03;
const ridge = 0.002;

/** Weights that make the right passages the likeliest of each question, in the sense of a softmax over its passages. */
export function fitOrder(choices: readonly Choice[], width: number): number[] {
  const told = choices.filter(({ candidates }) => candidates.some(({ right }) => right));
  const total = told.reduce((sum, { weight }) => sum + weight, 0);
  const weights = new Array<number>(width).fill(0.5);
  const adam = new Adam(width, rate);
  for (let step = 0; step < steps; step++) {
    const slopes = weights.map((weight) => ridge * weight);
    for (const { candidates, weight } of told) {
      const orders = candidates.map(({ features }) => sharpness * dot(features, weights));
      const most = Math.max(...orders);
      const odds = orders.map((order) => Math.exp(order - most));
      const all = sum(odds);
      const right = sum(odds.filter((_, at) => candidates[at]!.right));
      candidates.forEach((candidate, at) => {
        const share = odds[at]! / all - (candidate.right ? odds[at]! / right : 0);
        const slope = (sharpness * weight * share) / total;
        for (let column = 0; column < width; column++) slopes[column]! += slope * candidate.features[column]!;
      });
    }
    adam.step(weights, slopes);
  }
  return weights;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
export const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((all, value, at) => all + value * other[at]!, 0);
