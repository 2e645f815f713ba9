import { analyse, type PassageResults } from '@parley/models';
import type { Evidence } from './weigh.js';

/** From here on a word counts as one that no document has. */
const unknownRarity = 0.97;

/**
 * Logistic regression, with ridge 0.03, over the steering questions of the demo company (English and Turkish) and of the
 * product documentation; the bias is such that nine of ten questions without an answer stay below 0.5.
 */
const weights = {
  bias: -5.15,
  cover: 1.9,
  unit: 2.25,
  title: 3.6,
  heading: 1.6,
  words: 1.7,
  unknown: -2.17,
  length: 2.1,
  searched: -0.45,
};

/** How likely the passage carries an answer to the question, 0 to 1. */
export function chanceOf(evidence: Evidence, { query, rarity, searched }: PassageResults): number {
  const whole = rarity.reduce((sum, each) => sum + each, 0);
  if (whole === 0) return 0;
  const unknown = rarity.reduce((sum, each) => (each > unknownRarity ? sum + each : sum), 0) / whole;
  const content = query.tokens.filter(({ stop }) => !stop).length;
  const score =
    weights.bias +
    weights.cover * evidence.cover +
    weights.unit * evidence.unit +
    weights.title * evidence.title +
    weights.heading * evidence.heading +
    weights.words * Math.log(0.05 + evidence.hit.words) +
    weights.unknown * unknown +
    // the same share of a long question is more than of a short one, and less where there is more to find it in
    weights.length * Math.log(1 + content) +
    weights.searched * Math.log(1 + searched);
  return 1 / (1 + Math.exp(-score));
}

/** How rare a word at least is that carries a question into another language. */
const carrierRarity = 0.4;

/**
 * Whether a name, a number or a borrowed word carries a question to a passage in another language: a word that stands
 * in both as it is. Concepts alone do not: what they say in passing would be taken for an answer.
 */
export function carried({ hit }: Evidence, { query, rarity }: PassageResults): boolean {
  const { document, passage } = hit;
  const words = new Set(
    [document.title, ...passage.heading, passage.text].flatMap((text) =>
      analyse(text, document.language).tokens.map(({ stem }) => stem),
    ),
  );
  return query.tokens.some(({ stem, stop }, word) => !stop && rarity[word]! >= carrierRarity && words.has(stem));
}
