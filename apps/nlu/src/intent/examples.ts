import type { Word } from '../text/words.js';
import type { Vectoriser } from './vectoriser.js';

/** Vectors of many texts, one behind the other: those of text `n` stand from `from[n]` to `from[n + 1]`. */
export interface Matrix {
  readonly rows: number;
  readonly from: Int32Array;
  readonly features: Int32Array;
  readonly values: Float32Array;
}

export function matrixOf(texts: readonly (readonly Word[])[], vectoriser: Vectoriser): Matrix {
  const from = new Int32Array(texts.length + 1);
  let features = new Int32Array(texts.length * 128);
  let values = new Float32Array(texts.length * 128);
  texts.forEach((words, row) => {
    const vector = vectoriser.vectorOf(words);
    const start = from[row]!;
    const end = start + vector.count;
    if (end > features.length) {
      features = grown(features, new Int32Array(end * 2));
      values = grown(values, new Float32Array(end * 2));
    }
    features.set(vector.features.subarray(0, vector.count), start);
    values.set(vector.values.subarray(0, vector.count), start);
    from[row + 1] = end;
  });
  return { rows: texts.length, from, features, values };
}

function grown<A extends Int32Array | Float32Array>(old: A, larger: A): A {
  larger.set(old as never);
  return larger;
}
