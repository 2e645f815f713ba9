import { analyse, type PassageResults } from '@parley/models';
import type { Evidence } from './weigh.js';

/** From here on a word counts as one that no document has. */
const unknownRarity = 0.97;

/**
 * Logistic regression over the questions of the demo company and of the product documentation that are for steering.
 */
const weights = { cover: 1.43, words: 2.19, unknown: -2.41, title: 3.09, unit: 1.53, bias: -2.94 };

/** How likely the passage carries an answer to the question, 0 to 1. */
export function chanceOf({ hit, cover, title, unit }: Evidence, { rarity }: PassageResults): number {
  const whole = rarity.reduce((sum, each) => sum + each, 0);
  if (whole === 0) return 0;
  const unknown = rarity.reduce((sum, each) => (each > unknownRarity ? sum + each : sum), 0) / whole;
  const score =
    weights.bias +
    weights.cover * cover +
    weights.words * Math.log(0.05 + hit.words) +
    weights.unknown * unknown +
    weights.title * title +
    weights.unit * unit;
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
