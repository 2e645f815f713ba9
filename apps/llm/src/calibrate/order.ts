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

/** Gradient descent by Kingma and Ba, Adam: a method for stochastic optimization, 2015, with the constants of the paper. */
class Adam {
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
