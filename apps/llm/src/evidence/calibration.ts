import fitted from './calibration.json' with { type: 'json' };
import type { ChanceFeatures, OrderFeatures } from './features.js';

export interface Calibration<T> {
  /** Where words alone were searched. */
  readonly words: T;
  /** Where a model compared meanings, too. */
  readonly meaning: T;
}

/** Fitted by `npm run eval -- calibrate`; what it was fitted on stands in the same file. */
export const orderWeights: Calibration<OrderFeatures> = fitted.order;
export const chanceWeights: Calibration<ChanceFeatures & { readonly bias: number }> = fitted.chance;
