import type { Matrix } from './examples.js';
import { seeded, shuffle } from './random.js';

/** A separating plane: `weights` for the features, `bias` for a feature that every text has with the value 1. */
export interface Plane {
  readonly weights: Float64Array;
  readonly bias: number;
}

export interface Settings {
  /** How many features there are. */
  readonly width: number;
  /** What each row costs on the wrong side: C. */
  readonly costs: Float32Array;
  /** It ends when no gradient is further than this from right. */
  readonly tolerance?: number;
  readonly seed?: number;
}

const mostRounds = 60;

/**
 * A linear support vector machine with squared hinge loss by dual coordinate descent with shrinking (Hsieh and others,
 * "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 3). `sides[row]` is 1 or -1.
 */
export function separate(
  { rows, from, features, values }: Matrix,
  sides: Int8Array,
  { width, costs, tolerance = 0.1, seed = 1 }: Settings,
): Plane {
  const weights = new Float64Array(width);
  let bias = 0;
  const random = seeded(seed);
  const active = new Int32Array(rows).map((_, row) => row);
  let count = rows;
  const alpha = new Float64Array(rows);
  const diagonal = costs.map((cost) => 0.5 / cost);
  const curvature = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let square = 1;
    for (let at = from[row]!, end = from[row + 1]!; at < end; at++) square += values[at]! * values[at]!;
    curvature[row] = square + diagonal[row]!;
  }
  let bound = Infinity;
  for (let round = 0; round < mostRounds; round++) {
    let [highest, lowest] = [-Infinity, Infinity];
    shuffle(active, random, count);
    for (let place = 0; place < count; place++) {
      const row = active[place]!;
      const side = sides[row]!;
      const start = from[row]!;
      const end = from[row + 1]!;
      let score = bias;
      for (let at = start; at < end; at++) score += weights[features[at]!]! * values[at]!;
      const gradient = side * score - 1 + diagonal[row]! * alpha[row]!;
      let projected = gradient;
      if (alpha[row] === 0) {
        if (gradient > bound) {
          count--;
          active[place] = active[count]!;
          active[count] = row;
          place--;
          continue;
        }
        if (gradient > 0) projected = 0;
      }
      if (projected > highest) highest = projected;
      if (projected < lowest) lowest = projected;
      if (Math.abs(projected) < 1e-12) continue;
      const before = alpha[row]!;
      alpha[row] = Math.max(before - gradient / curvature[row]!, 0);
      const change = (alpha[row]! - before) * side;
      bias += change;
      for (let at = start; at < end; at++) weights[features[at]!]! += change * values[at]!;
    }
    if (highest - lowest <= tolerance) {
      if (count === rows) break;
      count = rows;
      bound = Infinity;
      continue;
    }
    bound = highest <= 0 ? Infinity : highest;
  }
  return { weights, bias };
}
