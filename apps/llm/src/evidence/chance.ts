import type { PassageResults } from '@parley/models';
import { chanceWeights } from './calibration.js';
import { chanceFeatures, type ChanceFeatures } from './features.js';
import { formOf } from './form.js';
import { keyOf } from './match.js';
import type { Dissected } from './passage-cache.js';
import { everywhere, inHeading, inTitle, matchIn } from './places.js';
import type { Evidence } from './weigh.js';

/** From here on a word counts as one that no document has. */
const unknownRarity = 0.97;

/** Passages of which it counts how many documents they are of. */
const leading = 5;

/** Passages that `passages` counts the document's own in. */
const mostPassages = 20;

/** How likely the passage carries an answer to the question, 0 to 1; calibrated apart with and without a model. */
export function chanceOf(evidence: Evidence, all: readonly Evidence[], results: PassageResults): number {
  const features = chanceFeaturesOf(evidence, all, results);
  if (!features) return 0;
  const weights = evidence.hit.meaning === undefined ? chanceWeights.words : chanceWeights.meaning;
  let score = weights.bias;
  for (const name of chanceFeatures) score += weights[name] * features[name];
  return 1 / (1 + Math.exp(-score));
}

/** `all` are the passages found for the question; nothing where the question says nothing. */
export function chanceFeaturesOf(
  evidence: Evidence,
  all: readonly Evidence[],
  results: PassageResults,
): ChanceFeatures | undefined {
  const { rarity, searched, query } = results;
  const said = rarity.filter((each) => each > 0);
  const whole = said.reduce((sum, each) => sum + each, 0);
  if (whole === 0) return undefined;
  const { hit, order, exact, heading, unit, density, found, documentShare } = evidence;
  const other = all.find(({ hit: { document } }) => document.document_id !== hit.document.document_id);
  return {
    ...{ order, exact, heading, unit, density, found, share: documentShare },
    ...ofDocument(evidence, all),
    ahead: other ? Math.max(-1, Math.min(1, order - other.order)) : 1,
    words: Math.log(0.05 + hit.words),
    meaning: evidence.meaning,
    unknown: said.reduce((sum, each) => (each > unknownRarity ? sum + each : sum), 0) / whole,
    // grammar makes a question of words
    said: Math.log(query.tokens.length),
    rarest: Math.max(...said),
    // the more documents have something of it, the less it is the subject of one
    others: new Set(all.slice(0, leading).map(({ hit: { document } }) => document.document_id)).size,
    // the more there is to search, the more is found by chance
    searched: Math.log(1 + searched),
    // a Turkish word says what English says in three
    turkish: Number(hit.document.language === 'tr'),
    ...asTyped(evidence, results),
  };
}

/** How many of the passages found are of its document, and the rarest word that none of these has, in words or meaning. */
function ofDocument(
  { hit: { document }, asked: { rarity } }: Evidence,
  all: readonly Evidence[],
): Pick<ChanceFeatures, 'passages' | 'lacking'> {
  const own: Evidence[] = [];
  for (const each of all) if (each.hit.document.document_id === document.document_id) own.push(each);
  let lacking = 0;
  for (let word = 0; word < rarity.length; word++) {
    if (rarity[word]! <= lacking) continue;
    let same = 0;
    let meant = 0;
    for (let at = 0; at < own.length && same === 0; at++) {
      same = own[at]!.same[word]!;
      meant |= own[at]!.meant[word]!;
    }
    lacking = Math.max(lacking, rarity[word]! * (1 - matchIn(everywhere, same, meant)));
  }
  return { passages: own.length / mostPassages, lacking };
}

/**
 * What the passage has of the words as they were typed: a driver is no courier when what is asked is whether he speaks
 * English, and a word that was read as another may have been meant.
 */
function asTyped(
  { places, same, asked: { stems, keys } }: Evidence,
  { alone, rarity, query }: PassageResults,
): Pick<ChanceFeatures, 'typed' | 'strange' | 'wording' | 'absent' | 'whether' | 'unoffered' | 'unshown' | 'counts'> {
  const rare = alone.filter((_, at) => rarity[at]! > 0);
  const units = new Array<number>(places.sizes.length).fill(0);
  let [whole, strange, around, absent] = [0, 0, 0, 0];
  for (let word = 0; word < rare.length; word++) {
    const each = rare[word]!;
    whole += each;
    if (each > unknownRarity) strange += each;
    if (same[word] === 0) absent = Math.max(absent, each);
    else if (same[word]! & (inTitle | inHeading)) around += each;
    else places.addToUnits(units, places.ofStem(stems[word]!, keys[word]!), [], each, 0);
  }
  const { whether, offered, way, counts } = formOf(query);
  return {
    typed: whole / rare.length,
    strange: strange / whole,
    wording: (around + Math.max(0, ...units)) / whole,
    absent,
    whether: Number(whether),
    unoffered: offered ? absent : 0,
    unshown: way ? absent : 0,
    counts: Number(counts),
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
