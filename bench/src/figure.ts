export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** One measured number beside what it is compared with; over several blocks `value` is their median. */
export interface Figure {
  readonly bench: string;
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** The same number of the bare chain of the same run. */
  readonly floor: number | null;
  readonly bar: number | null;
  readonly better: 'lower' | 'higher';
  /** True where there is no bar. */
  readonly ok: boolean;
  readonly min: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
  return { min: sorted[0] ?? NaN, median: median ?? NaN, max: sorted.at(-1) ?? NaN };
}

type Measured = Pick<Figure, 'bench' | 'figure' | 'unit'> & {
  /** One value a block. */
  readonly values: readonly number[];
  readonly better?: Figure['better'];
  readonly floor?: number;
  readonly bar?: number;
};

/** A number that is not finite never meets its bar. */
export function figureOf({ bench, figure, unit, values, better = 'lower', floor, bar }: Measured): Figure {
  const { min, median, max } = spreadOf(values);
  const meets = better === 'lower' ? median <= (bar ?? Infinity) : median >= (bar ?? -Infinity);
  return { bench, figure, value: median, unit, floor: floor ?? null, bar: bar ?? null, better, ok: meets, min, max };
}
