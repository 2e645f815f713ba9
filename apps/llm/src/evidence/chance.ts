import type { PassageResults } from '@parley/models';
import { chanceWeights } from './calibration.js';
import { chanceFeatures, type ChanceFeatures } from './features.js';
import { keyOf } from './match.js';
import type { Dissected } from './passage-cache.js';
import { meaningOf, type Evidence } from './weigh.js';

/** From here on a word counts as one that no document has. */
const unknownRarity = 0.97;

/** Passages of which it counts how many documents they are of. */
const leading = 5;

/** How likely the passage carries an answer to the question, 0 to 1; calibrated apart with and without a model. */
export function chanceOf(evidence: Evidence, all: readonly Evidence[], results: PassageResults): number {
  const features = chanceFeaturesOf(evidence, all, results);
  if (!features) return 0;
  const { bias, ...weights } = evidence.hit.meaning === undefined ? chanceWeights.words : chanceWeights.meaning;
  const score = chanceFeatures.reduce((sum, name) => sum + weights[name] * features[name], bias);
  return 1 / (1 + Math.exp(-score));
}

/** `all` are the passages found for the question; nothing where the question says nothing. */
export function chanceFeaturesOf(
  evidence: Evidence,
  all: readonly Evidence[],
  { rarity, searched, query }: PassageResults,
): ChanceFeatures | undefined {
  const said = rarity.filter((each) => each > 0);
  const whole = said.reduce((sum, each) => sum + each, 0);
  if (whole === 0) return undefined;
  const { hit, order, cover, exact, title, heading, unit, density, found, documentShare, missing, missed } = evidence;
  const other = all.find(({ hit: { document } }) => document.document_id !== hit.document.document_id);
  return {
    ...{ order, cover, exact, title, heading, unit, density, found, share: documentShare, missing, missed },
    ahead: other ? Math.max(-1, Math.min(1, order - other.order)) : 1,
    words: Math.log(0.05 + hit.words),
    meaning: meaningOf(hit),
    unknown: said.reduce((sum, each) => (each > unknownRarity ? sum + each : sum), 0) / whole,
    length: Math.log(0.5 + said.length),
    // grammar makes a question of words
    said: Math.log(query.tokens.length),
    weight: Math.log(0.1 + whole),
    rarest: Math.max(...said),
    // the more documents have something of it, the less it is the subject of one
    others: new Set(all.slice(0, leading).map(({ hit: { document } }) => document.document_id)).size,
    // the more there is to search, the more is found by chance
    searched: Math.log(1 + searched),
  };
}

/** How rare a word at least is that carries a question into another language. */
const carrierRarity = 0.4;

/**
 * Whether a name, a number or a borrowed word carries a question to a passage in another language: a word that stands
 * in both as it is. Concepts alone do not: what they say in passing would be taken for an answer.
 */
export function carried({ places }: Pick<Dissected, 'places'>, { query, rarity }: PassageResults): boolean {
  return query.tokens.some(
    ({ stem, stop }, word) =>
      !stop && rarity[word]! >= carrierRarity && places.partsOf(places.ofStem(stem, keyOf(stem))) !== 0,
  );
}
