import { chanceFeaturesOf } from '../evidence/chance.js';
import { chanceFeatures, orderFeatures } from '../evidence/features.js';
import type { Evidence } from '../evidence/weigh.js';
import type { Gathered } from './gather.js';
import { fitLogistic } from './logistic.js';
import { dot, fitOrder } from './order.js';

export interface Weights {
  readonly order: readonly number[];
  readonly chance: { readonly bias: number; readonly weights: readonly number[] };
}

/** What a question counts whose right document was not the first or second found: it cannot be answered well. */
const lostWeight = 0.15;

const featuresOf = (evidence: Evidence): number[] => orderFeatures.map((name) => evidence[name]);

/** The passages of a question, best first by these weights. */
export function ordered({ evidence }: Gathered, order: readonly number[]): Evidence[] {
  const all = evidence.map((each) => ({ ...each, order: dot(featuresOf(each), order) }));
  return all.sort((one, other) => other.order - one.order);
}

const isRight = ({ posed }: Gathered, { hit }: Evidence): boolean => posed.right.includes(hit.document.document_id);

/** The best passages of the best documents. */
function documentsOf(evidence: readonly Evidence[], most: number): Evidence[] {
  const firsts: Evidence[] = [];
  for (const each of evidence)
    if (!firsts.some(({ hit }) => hit.document.document_id === each.hit.document.document_id)) firsts.push(each);
  return firsts.slice(0, most);
}

const chanceRow = (evidence: readonly Evidence[], { results }: Gathered): number[] | undefined => {
  const features = chanceFeaturesOf(evidence[0]!, evidence, results);
  return features && chanceFeatures.map((name) => features[name]);
};

/** Fits order and chance; the bias is such that `declined` of the questions without an answer stay below 0.5. */
export function fit(gathered: readonly Gathered[], declined: number, decides: (group: string) => boolean): Weights {
  const order = fitOrder(
    gathered.map((one) => ({
      weight: one.posed.weight,
      candidates: one.evidence.map((each) => ({ features: featuresOf(each), right: isRight(one, each) })),
    })),
    orderFeatures.length,
  );
  const examples = gathered.flatMap((one) => {
    const evidence = ordered(one, order);
    const features = chanceRow(evidence, one);
    const yes = documentsOf(evidence, 2).some((each) => isRight(one, each));
    const lost = one.posed.right.length > 0 && !yes;
    const weight = one.posed.weight * (lost ? lostWeight : 1);
    return features ? [{ features, yes, weight, one }] : [];
  });
  const { bias, weights } = fitLogistic(examples);
  const scores = examples
    .filter(({ one: { posed } }) => posed.right.length === 0 && decides(posed.group))
    .map(({ features }) => dot(features, weights))
    .sort((one, other) => one - other);
  const threshold = scores[Math.floor(declined * scores.length)] ?? -bias;
  return { order, chance: { bias: -threshold, weights } };
}

export interface Judged {
  readonly group: string;
  readonly answerable: boolean;
  readonly answered: boolean;
  /** Documents cited. */
  readonly cited: number;
  readonly good: boolean;
}

/** What would be answered with these weights; `cites` says which of the best documents an answer cites. */
export function judge(one: Gathered, { order, chance }: Weights, cites: (evidence: Evidence[]) => Evidence[]): Judged {
  const evidence = ordered(one, order);
  const row = chanceRow(evidence, one);
  const answered = row !== undefined && chance.bias + dot(row, chance.weights) >= 0;
  const cited = answered ? cites(evidence) : [];
  const answerable = one.posed.right.length > 0;
  const good = answerable ? cited.some((each) => isRight(one, each)) : !answered;
  return { group: one.posed.group, answerable, answered, cited: cited.length, good };
}
