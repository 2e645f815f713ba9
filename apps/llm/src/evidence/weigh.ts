import type { Analysis, PassageHit, PassageResults } from '@parley/models';
import { matches } from './match.js';
import type { Dissected } from './passage-cache.js';
import type { Unit } from './units.js';

/** What a passage has of a question; all shares are of the rarity of the question's words, 0 to 1. */
export interface Evidence {
  readonly hit: PassageHit;
  /** Share that passage, headings and title have together. */
  readonly cover: number;
  readonly title: number;
  readonly heading: number;
  /** Share that the best unit has, its surroundings counting less. */
  readonly unit: number;
  readonly units: readonly { readonly unit: Unit; readonly share: number }[];
  /** Orders passages of one question. */
  readonly order: number;
}

/** What a word in the headings, in the title, elsewhere in the passage is worth to a unit beside the word in it. */
const around = { heading: 0.8, title: 0.8, text: 0.5 };
/** Weights of the order, beside 1 for the share of the best score of the search. */
const weights = { cover: 1.5, unit: 0.6, title: 1.3, heading: 0.6 };

type Shares = (matchOf: (word: number) => number) => number;

const sharesOf = (rarity: readonly number[]): Shares => {
  const whole = rarity.reduce((sum, each) => sum + each, 0);
  return (matchOf) =>
    whole === 0 ? 0 : rarity.reduce((sum, each, word) => (each === 0 ? sum : sum + each * matchOf(word)), 0) / whole;
};

/** The hits of a search as evidence, best first. */
export function weigh({ hits, query, rarity }: PassageResults, dissect: (hit: PassageHit) => Dissected): Evidence[] {
  const share = sharesOf(rarity);
  const best = Math.max(...hits.map(({ score }) => score), Number.MIN_VALUE);
  return hits
    .map((hit) => evidenceOf(hit, dissect(hit), query, share, hit.score / best))
    .sort((one, other) => other.order - one.order);
}

function evidenceOf(hit: PassageHit, dissected: Dissected, query: Analysis, share: Shares, score: number): Evidence {
  const inTitle = matches(query, dissected.title);
  const inHeading = matches(query, dissected.heading);
  const inText = matches(query, dissected.text);
  const surroundings = inText.map((text, word) =>
    Math.max(around.text * text, around.heading * inHeading[word]!, around.title * inTitle[word]!),
  );
  const units = dissected.units.map(({ unit, words }) => {
    const inUnit = matches(query, words);
    return { unit, share: share((word) => Math.max(inUnit[word]!, surroundings[word]!)) };
  });
  const cover = share((word) => Math.max(inText[word]!, inHeading[word]!, inTitle[word]!));
  const title = share((word) => inTitle[word]!);
  const heading = share((word) => inHeading[word]!);
  const unit = Math.max(0, ...units.map((each) => each.share));
  const order = score + weights.cover * cover + weights.unit * unit + weights.title * title + weights.heading * heading;
  return { hit, cover, title, heading, unit, units, order };
}
