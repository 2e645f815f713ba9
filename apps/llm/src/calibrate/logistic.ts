/** One row of features with what it stands for: 1 or 0, and how much it counts. */
export interface Example {
  readonly features: readonly number[];
  readonly yes: boolean;
  readonly weight: number;
}

export interface Fitted {
  readonly bias: number;
  readonly weights: readonly number[];
}

/** Steps of Newton's method; it ends earlier where nothing moves any more. */
const steps = 20;
const still = 1e-8;
/** Ridge, on features of standard deviation 1. */
const ridge = 0.002;
/** Least curvature of an example, so that one that is sure does not make the steps infinite. */
const leastCurve = 1e-4;

/** Logistic regression with a ridge, by Newton's method. */
export function fitLogistic(examples: readonly Example[]): Fitted {
  const width = examples[0]!.features.length;
  const columns = Array.from({ length: width }, (_, at) => scaleOf(examples.map(({ features }) => features[at]!)));
  // the last column is the bias
  const rows = examples.map(({ features }) => [
    ...columns.map(({ mean, spread }, at) => (features[at]! - mean) / spread),
    1,
  ]);
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const fitted = new Array<number>(width + 1).fill(0);
  for (let step = 0; step < steps; step++) {
    const slopes = fitted.map((weight, at) => (at < width ? ridge * weight : 0));
    const curves = fitted.map((_, at) => fitted.map((_, other) => (at === other && at < width ? ridge : 0)));
    rows.forEach((row, at) => addTo(slopes, curves, row, chance(row, fitted), examples[at]!, total));
    const move = solved(curves, slopes);
    move.forEach((by, at) => (fitted[at]! -= by));
    if (move.every((by) => Math.abs(by) < still)) break;
  }
  const weights = columns.map(({ spread }, at) => fitted[at]! / spread);
  const bias = fitted[width]! - columns.reduce((sum, { mean }, at) => sum + weights[at]! * mean, 0);
  return { bias, weights };
}

function addTo(
  slopes: number[],
  curves: number[][],
  row: readonly number[],
  likely: number,
  { yes, weight }: Example,
  total: number,
): void {
  const error = ((likely - (yes ? 1 : 0)) * weight) / total;
  const curve = (Math.max(likely * (1 - likely), leastCurve) * weight) / total;
  for (let column = 0; column < row.length; column++) {
    slopes[column]! += error * row[column]!;
    const curved = curve * row[column]!;
    const line = curves[column]!;
    for (let other = 0; other < row.length; other++) line[other]! += curved * row[other]!;
  }
}

/** What times the matrix is the vector, by elimination with pivots. */
function solved(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  const lines = matrix.map((line, at) => [...line, vector[at]!]);
  const size = vector.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let at = column + 1; at < size; at++)
      if (Math.abs(lines[at]![column]!) > Math.abs(lines[pivot]![column]!)) pivot = at;
    [lines[column], lines[pivot]] = [lines[pivot]!, lines[column]!];
    for (let at = 0; at < size; at++) {
      const share = at === column ? 0 : lines[at]![column]! / lines[column]![column]!;
      if (share !== 0)
        for (let other = column; other <= size; other++) lines[at]![other]! -= share * lines[column]![other]!;
    }
  }
  return lines.map((line, at) => line[size]! / line[at]!);
}

function chance(row: readonly number[], fitted: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < row.length; at++) sum += row[at]! * fitted[at]!;
  return 1 / (1 + Math.exp(-sum));
}

function scaleOf(values: readonly number[]): { mean: number; spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, spread: Math.sqrt(variance) || 1 };
}
