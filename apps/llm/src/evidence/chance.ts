import { analyse, type PassageResults } from '@parley/models';
import type { Evidence } from './weigh.js';

/** From here on a word counts as one that no document has. */
const unknownRarity = 0.97;

/**
 * Logistic regressions, with ridge 0.03, over some 380 questions for steering (the demo company in English and Turkish,
 * the documentation of a product); the bias is such that nine of ten questions without an answer stay below 0.5.
 */
const weights = {
  words: { bias: -0.83, cover: 2, unit: 2.15, title: 2.9, words: 1.2, unknown: -2.5, searched: -0.48, meaning: 0 },
  meaning: {
    bias: -0.08,
    cover: 1.85,
    unit: 2.05,
    title: 2.7,
    words: 1.07,
    unknown: -2.54,
    searched: -0.59,
    meaning: 3.5,
  },
};
/** Cosine that any two texts of one subject have. */
const anyMeaning = 0.3;

/** How likely the passage carries an answer to the question, 0 to 1; calibrated apart with and without a model. */
export function chanceOf({ hit, cover, unit, title }: Evidence, { rarity, searched }: PassageResults): number {
  const whole = rarity.reduce((sum, each) => sum + each, 0);
  if (whole === 0) return 0;
  const unknown = rarity.reduce((sum, each) => (each > unknownRarity ? sum + each : sum), 0) / whole;
  const by = hit.meaning === undefined ? weights.words : weights.meaning;
  const score =
    by.bias +
    by.cover * cover +
    by.unit * unit +
    by.title * title +
    by.words * Math.log(0.05 + hit.words) +
    by.unknown * unknown +
    // the more there is to search, the more is found by chance
    by.searched * Math.log(1 + searched) +
    by.meaning * Math.max(0, (hit.meaning ?? 0) - anyMeaning);
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
