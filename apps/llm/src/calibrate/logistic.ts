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

const steps = 1200;
/** Ridge, on features of standard deviation 1. */
const ridge = 0.002;
const rate = 0.05;

/** Logistic regression with a ridge, by gradient descent with momentum (Adam). */
export function fitLogistic(examples: readonly Example[]): Fitted {
  const width = examples[0]!.features.length;
  const columns = Array.from({ length: width }, (_, at) => scaleOf(examples.map(({ features }) => features[at]!)));
  const rows = examples.map(({ features }) => columns.map(({ mean, spread }, at) => (features[at]! - mean) / spread));
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const adam = new Adam(width + 1, rate);
  const fitted = new Array<number>(width + 1).fill(0);
  for (let step = 0; step < steps; step++) {
    const slopes = fitted.map((weight, at) => (at < width ? ridge * weight : 0));
    rows.forEach((row, at) => {
      const { yes, weight } = examples[at]!;
      const error = ((chance(row, fitted) - (yes ? 1 : 0)) * weight) / total;
      for (let column = 0; column < width; column++) slopes[column]! += error * row[column]!;
      slopes[width]! += error;
    });
    adam.step(fitted, slopes);
  }
  const weights = columns.map(({ spread }, at) => fitted[at]! / spread);
  const bias = fitted[width]! - columns.reduce((sum, { mean }, at) => sum + weights[at]! * mean, 0);
  return { bias, weights };
}

function chance(row: readonly number[], fitted: readonly number[]): number {
  let sum = fitted[row.length]!;
  for (let at = 0; at < row.length; at++) sum += row[at]! * fitted[at]!;
  return 1 / (1 + Math.exp(-sum));
}

function scaleOf(values: readonly number[]): { mean: number; spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, spread: Math.sqrt(variance) || 1 };
}

/** Gradient descent by Kingma and Ba, Adam: a method for stochastic optimization, 2015, with the constants of the paper. */
export class Adam {
  private readonly first: number[];
  private readonly second: number[];
  private steps = 0;

  constructor(
    width: number,
    private readonly rate: number,
  ) {
    this.first = new Array<number>(width).fill(0);
    this.second = new Array<number>(width).fill(0);
  }

  step(values: number[], slopes: readonly number[]): void {
    this.steps++;
    slopes.forEach((slope, at) => {
      this.first[at] = 0.9 * this.first[at]! + 0.1 * slope;
      this.second[at] = 0.999 * this.second[at]! + 0.001 * slope * slope;
      const first = this.first[at] / (1 - 0.9 ** this.steps);
      const second = this.second[at] / (1 - 0.999 ** this.steps);
      values[at]! -= (this.rate * first) / (Math.sqrt(second) + 1e-8);
    });
  }
}
