import type { Embedded } from './port.js';

/** A provider's vector at length 1. Its models know the words of every language that they are sold for. */
export function atUnitLength(values: readonly number[]): Embedded {
  const length = Math.hypot(...values) || 1;
  return { vector: Float32Array.from(values, (value) => value / length), knows: 1 };
}
