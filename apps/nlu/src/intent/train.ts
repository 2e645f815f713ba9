import { wordsOf } from '../text/words.js';
import { background } from './background.js';
import { calibrate, type Seen } from './calibration.js';
import type { IntentModel } from './classifier.js';
import { matrixOf, type Matrix } from './examples.js';
import { seeded, shuffle } from './random.js';
import { separate, type Plane } from './svm.js';
import { Vectoriser } from './vectoriser.js';
import { vocabularyOf } from './vocabulary.js';

export interface Example {
  readonly text: string;
  /** Number of its intent. */
  readonly intent: number;
}

export interface Trained {
  readonly model: IntentModel;
  readonly report: TrainingReport;
}

/** How well it does on examples that it was trained without: all of them in turn, or a fifth where there are many. */
export interface TrainingReport {
  /** Share whose likeliest intent is the right one. */
  readonly accuracy: number;
  /** What is mistaken for what, most often first. */
  readonly confusions: readonly { readonly intent: string; readonly taken_for: string; readonly count: number }[];
}

const readWords = 200;
/** C of an example, and of a row of the background. */
const exampleCost = 1;
const backgroundCost = 0.3;
const mostConfusions = 10;
/** Parts that the examples are dealt into. */
const parts = 5;
/** How many of them are held out in turn: each costs a training, and where there are many examples one tells enough. */
const heldOutOf = (examples: number): number => (examples > 4000 ? 1 : parts);

/**
 * Trains one linear machine per intent against all others. First with a part of the examples held out, in turn, for the
 * calibration and the report, then with all of them. The same examples in the same order give the same model.
 * `onShare` hears the share that is done.
 */
export function train(
  intents: readonly string[],
  examples: readonly Example[],
  onShare: (share: number) => void,
): Trained {
  const texts = examples.map(({ text }) => wordsOf(text, readWords));
  const answers = Int32Array.from(examples, ({ intent }) => intent);
  const turns = heldOutOf(examples.length);
  const fold = dealt(answers);
  const steps = (turns + 1) * intents.length;
  let done = 0;
  const step = (): void => onShare(++done / steps);
  const seen: Seen[] = [];
  for (let part = 0; part < turns; part++) {
    const kept = [...fold.keys()].filter((row) => fold[row] !== part);
    const held = [...fold.keys()].filter((row) => fold[row] === part);
    const { vectoriser, matrix, width } = vectorsOf(kept.map((row) => texts[row]!));
    const planes = planesOf(matrix, pick(answers, kept), intents.length, width);
    seen.push(
      ...judged(
        planes,
        vectoriser,
        held.map((row) => ({ words: texts[row]!, right: answers[row]! })),
        intents.length,
        step,
      ),
    );
  }
  return { model: fitted(intents, texts, answers, seen, step), report: reportOf(intents, seen) };
}

type Text = ReturnType<typeof wordsOf>;

/** What is known is what the examples know: the background adds rows, but no features. */
function vectorsOf(texts: readonly Text[]) {
  const vocabulary = vocabularyOf(texts);
  const vectoriser = new Vectoriser(vocabulary.table, vocabulary.rarity, vocabulary.unseen);
  const others = background.map((text) => wordsOf(text, readWords));
  return {
    vocabulary,
    vectoriser,
    matrix: matrixOf([...texts, ...others], vectoriser),
    width: vocabulary.rarity.length,
  };
}

const pick = (answers: Int32Array, rows: readonly number[]): Int32Array =>
  Int32Array.from(rows, (row) => answers[row]!);

/** One plane after the other, so that only one of them is in memory. Rows without an answer are background. */
function* planesOf(matrix: Matrix, answers: Int32Array, intents: number, width: number): Generator<Plane> {
  const sides = new Int8Array(matrix.rows);
  const costs = new Float32Array(matrix.rows).fill(backgroundCost).fill(exampleCost, 0, answers.length);
  for (let intent = 0; intent < intents; intent++) {
    sides.fill(-1);
    answers.forEach((answer, row) => answer === intent && (sides[row] = 1));
    yield separate(matrix, sides, { width, costs, seed: intent });
  }
}

function judged(
  planes: Iterable<Plane>,
  vectoriser: Vectoriser,
  held: readonly { readonly words: Text; readonly right: number }[],
  intents: number,
  step: () => void,
): Seen[] {
  const seen = held.map(({ words, right }) => ({
    right,
    known: vectoriser.vectorOf(words).known,
    scores: new Float32Array(intents),
  }));
  const { from, features, values } = matrixOf(
    held.map(({ words }) => words),
    vectoriser,
  );
  let intent = 0;
  for (const { weights, bias } of planes) {
    for (let row = 0; row < held.length; row++) {
      let score = bias;
      for (let at = from[row]!, end = from[row + 1]!; at < end; at++) score += weights[features[at]!]! * values[at]!;
      seen[row]!.scores[intent] = score;
    }
    intent++;
    step();
  }
  return seen;
}

function fitted(
  intents: readonly string[],
  texts: readonly Text[],
  answers: Int32Array,
  seen: readonly Seen[],
  step: () => void,
): IntentModel {
  const { vocabulary, matrix, width } = vectorsOf(texts);
  const count = intents.length;
  const biases = new Float32Array(count);
  const scales = new Float32Array(count);
  const weights = new Int8Array(width * count);
  let intent = 0;
  for (const plane of planesOf(matrix, answers, count, width)) {
    biases[intent] = plane.bias;
    scales[intent] = scaleOf(plane.weights);
    for (let feature = 0; feature < width; feature++)
      weights[feature * count + intent] = Math.round(plane.weights[feature]! / scales[intent]!);
    intent++;
    step();
  }
  const { table, rarity, unseen } = vocabulary;
  return { intents, places: table.places, rarity, unseen, calibration: calibrate(seen), biases, scales, weights };
}

/** So that the largest weight is 127. */
function scaleOf(weights: Float64Array): number {
  let largest = 1e-9;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  return largest / 127;
}

/** The part of each example: those of one intent are dealt out evenly, in an order of chance that is always the same. */
function dealt(answers: Int32Array): Int32Array {
  const order = Int32Array.from(answers.keys());
  shuffle(order, seeded(7));
  const fold = new Int32Array(answers.length);
  const counts = new Map<number, number>();
  for (const row of order) {
    const count = counts.get(answers[row]!) ?? 0;
    fold[row] = (count + answers[row]!) % parts;
    counts.set(answers[row]!, count + 1);
  }
  return fold;
}

function reportOf(intents: readonly string[], seen: readonly Seen[]): TrainingReport {
  const mistakes = new Map<string, { intent: string; taken_for: string; count: number }>();
  let right = 0;
  for (const { scores, right: answer } of seen) {
    const said = scores.indexOf(Math.max(...scores));
    if (said === answer) {
      right++;
      continue;
    }
    const [intent, taken_for] = [intents[answer]!, intents[said]!];
    const mistake = mistakes.get(`${intent} ${taken_for}`) ?? { intent, taken_for, count: 0 };
    mistakes.set(`${intent} ${taken_for}`, { ...mistake, count: mistake.count + 1 });
  }
  const confusions = [...mistakes.values()].sort((a, b) => b.count - a.count).slice(0, mostConfusions);
  return { accuracy: right / seen.length, confusions };
}
