/** How the scores of a text become probabilities. */
export interface Calibration {
  /** Inverse temperature of the softmax over the intents' scores. */
  readonly sharpness: number;
  /** Of the best score of a text that belongs here. */
  readonly best: Moments;
  /** Of the share of such a text that is known. */
  readonly known: Moments;
  /** Familiarity below which 5 % of the texts that belong here are. */
  readonly familiar: number;
}

export interface Moments {
  readonly mean: number;
  readonly deviation: number;
}

/** What was seen of an example by a model that was trained without it. */
export interface Seen {
  readonly scores: Float32Array;
  readonly right: number;
  readonly known: number;
}

/** Weight of what is known beside the best score; with both, texts of other subjects are told best. */
const knownWeight = 0.5;
/** Share of the texts that belong here that may be refused as out of scope. */
const refused = 0.05;
/** Probability of being out of scope at that border: there the intents together stand 0.3 above it. */
export const borderProbability = 0.35;
const borderOdds = Math.log(borderProbability / (1 - borderProbability));
/** How fast the probability falls with familiarity. */
const steepness = 1.5;
/**
 * Examples that hardly differ from each other make a model too sure of itself: what customers write differs at least so
 * much, and a text is not unfamiliar before it is so many deviations below the mean.
 */
const least = { best: 0.3, known: 0.1, unfamiliar: -2 };
const sharpest = 12;

/** How much a text looks like those of the training, in deviations from their mean. */
const familiarity = (best: number, known: number, { best: b, known: k }: Pick<Calibration, 'best' | 'known'>): number =>
  (best - b.mean) / b.deviation + (knownWeight * (known - k.mean)) / k.deviation;

/** The probability that a text is none of the intents. */
export const outOfScope = (best: number, known: number, calibration: Calibration): number =>
  1 / (1 + Math.exp(steepness * (familiarity(best, known, calibration) - calibration.familiar) - borderOdds));

export function calibrate(seen: readonly Seen[]): Calibration {
  const bests = seen.map(({ scores }) => Math.max(...scores));
  const best = momentsOf(bests, least.best);
  const known = momentsOf(
    seen.map((one) => one.known),
    least.known,
  );
  const familiarities = seen
    .map((one, at) => familiarity(bests[at]!, one.known, { best, known }))
    .sort((a, b) => a - b);
  const familiar = Math.min(familiarities[Math.floor(refused * familiarities.length)] ?? 0, least.unfamiliar);
  return { sharpness: sharpnessOf(seen), best, known, familiar };
}

function momentsOf(values: readonly number[], least: number): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.max(Math.sqrt(square), least) };
}

/** The sharpness under which the right intents are likeliest, by golden section; likelihood has one peak in it. */
function sharpnessOf(seen: readonly Seen[]): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [0.5, sharpest];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [surprise(seen, left), surprise(seen, right)];
  for (let round = 0; round < 12; round++) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = surprise(seen, left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = surprise(seen, right);
    }
  }
  return (low + high) / 2;
}

function surprise(seen: readonly Seen[], sharpness: number): number {
  let sum = 0;
  for (const { scores, right } of seen) {
    let all = 0;
    for (const score of scores) all += Math.exp(sharpness * (score - scores[right]!));
    sum += Math.log(all);
  }
  return sum;
}
