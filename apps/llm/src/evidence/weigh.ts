import type { PassageHit, PassageResults } from '@parley/models';
import { orderWeights } from './calibration.js';
import { orderFeatures, type OrderFeatures } from './features.js';
import { AskedWords } from './match.js';
import type { Dissected } from './passage-cache.js';
import { addToUnits, inHeading, inText, inTitle, matchIn, type Places } from './places.js';
import type { Unit } from './units.js';

/** What a passage has of a question; all shares are of the rarity of the question's words, 0 to 1. */
export interface Evidence {
  readonly hit: PassageHit;
  /** Share of the best score of the search. */
  readonly score: number;
  /** Share that passage, headings and title have together. */
  readonly cover: number;
  /** The same, of words alone, not of what means the same. */
  readonly exact: number;
  readonly title: number;
  readonly heading: number;
  /** Share that the best unit has, its surroundings counting less. */
  readonly unit: number;
  /** Most of a unit's words that are the question's, of one that has few others. */
  readonly density: number;
  /** How many of the question's words it has, or what means the same, in fours. */
  readonly found: number;
  /** What all passages of the document found have of the words found, beside the best document; and of all documents. */
  readonly document: number;
  readonly documentShare: number;
  /** Rarity of the rarest word that is missing, and how many rare ones are. */
  readonly missing: number;
  readonly missed: number;
  /** What can be quoted of it, and the share that each has. */
  readonly units: readonly Unit[];
  readonly shares: readonly number[];
  readonly places: Places;
  /** Of each word asked for, the parts that have it, and those with what means the same. */
  readonly same: readonly number[];
  readonly meant: readonly number[];
  readonly asked: AskedWords;
  /** Orders passages of one question: e to five times the difference is how much likelier one answers than the other. */
  readonly order: number;
}

/** What a word in the headings, in the title, elsewhere in the passage is worth to a unit beside the word in it. */
const weights = { heading: 0.8, title: 0.8, text: 0.5 };
/** From which rarity on a word is missed, and below which match. */
const rareFrom = { rarity: 0.4, match: 0.4 };

/** Words that a unit of a single one counts as having besides, so that it is not all the question's. */
const besides = 4;
/** Words that `found` is counted in. */
const some = 4;

/** Cosine that any two texts of one subject have. */
const anyMeaning = 0.3;
export const meaningOf = ({ meaning }: PassageHit): number => Math.max(0, (meaning ?? anyMeaning) - anyMeaning);

/** The hits of a search as evidence, best first. */
export function weigh({ hits, query, rarity }: PassageResults, dissect: (hit: PassageHit) => Dissected): Evidence[] {
  const asked = new AskedWords(query, rarity);
  const best = Math.max(...hits.map(({ score }) => score), Number.MIN_VALUE);
  const documents = wordsByDocument(hits);
  const most = Math.max(...documents.values(), Number.MIN_VALUE);
  const all = [...documents.values()].reduce((sum, each) => sum + each, Number.MIN_VALUE);
  return hits
    .map((hit) => {
      const words = documents.get(hit.document.document_id)!;
      const found = { score: hit.score / best, document: words / most, documentShare: words / all };
      return evidenceOf(hit, dissect(hit), asked, found);
    })
    .sort((one, other) => other.order - one.order);
}

/** A passage of a document that was found, though no search has found the passage itself: behind all that were. */
export function weighAlso(hit: PassageHit, dissected: Dissected, beside: Evidence): Evidence {
  const nothing = { score: 0, document: 0, documentShare: 0 };
  return { ...evidenceOf(hit, dissected, beside.asked, nothing), order: -Infinity };
}

function wordsByDocument(hits: readonly PassageHit[]): Map<string, number> {
  const words = new Map<string, number>();
  for (const { document, words: more } of hits)
    words.set(document.document_id, (words.get(document.document_id) ?? 0) + more);
  return words;
}

function evidenceOf(
  hit: PassageHit,
  dissected: Dissected,
  asked: AskedWords,
  { score, document, documentShare }: Pick<Evidence, 'score' | 'document' | 'documentShare'>,
): Evidence {
  const { sums, units: ofUnits, same, meant } = inPassage(dissected, asked);
  const shares = ofUnits.map((sum) => asked.share(sum));
  let unit = 0;
  for (const share of shares) unit = Math.max(unit, share);
  const features = {
    score,
    cover: asked.share(sums.cover),
    exact: asked.share(sums.exact),
    title: asked.share(sums.title),
    heading: asked.share(sums.heading),
    unit,
    document,
    density: sums.density,
    found: sums.found / some,
    meaning: meaningOf(hit),
  };
  const order = orderOf(features, hit.meaning !== undefined);
  const { cover, exact, title, heading, density, found } = features;
  const { missing, missed } = sums;
  const { units, places } = dissected;
  const had = { score, cover, exact, title, heading, unit, density, found, document, documentShare, missing, missed };
  return { hit, ...had, units, shares, places, same, meant, asked, order };
}

/** What a passage has of the words asked for, in one go over them; sums are of rarities. */
function inPassage({ units, places }: Dissected, { stems, concepts, rarity }: AskedWords) {
  const sums = { cover: 0, exact: 0, title: 0, heading: 0, density: 0, found: 0, missing: 0, missed: 0 };
  /** Of each unit, how many of the words it has. */
  const alike: number[] = units.map(() => 0);
  const sames: number[] = [];
  const meants: number[] = [];
  let surroundings = 0;
  /** Words that a unit of the passage may have better than its surroundings, with what these have of them. */
  const open: { readonly word: number; readonly around: number }[] = [];
  for (let word = 0; word < rarity.length; word++) {
    const rare = rarity[word]!;
    const place = places.stems.get(stems[word]!);
    const same = place?.parts ?? 0;
    let meant = 0;
    if (same !== everywhere) for (const concept of concepts[word]!) meant |= places.concepts.get(concept)?.parts ?? 0;
    sames.push(same);
    meants.push(meant);
    const ofTitle = matchIn(inTitle, same, meant);
    const ofHeading = matchIn(inHeading, same, meant);
    const ofText = matchIn(inText, same, meant);
    const ofAll = Math.max(ofText, ofHeading, ofTitle);
    sums.missing = Math.max(sums.missing, rare * (1 - ofAll));
    if (rare > rareFrom.rarity && ofAll < rareFrom.match) sums.missed++;
    if (ofAll === 0) continue;
    sums.found++;
    for (const unit of place?.units ?? none)
      sums.density = Math.max(sums.density, ++alike[unit]! / (places.sizes[unit]! + besides));
    sums.title += rare * ofTitle;
    sums.heading += rare * ofHeading;
    sums.cover += rare * ofAll;
    if (ofAll === 1) sums.exact += rare;
    const around = Math.max(weights.text * ofText, weights.heading * ofHeading, weights.title * ofTitle);
    surroundings += rare * around;
    if (ofText > around) open.push({ word, around });
  }
  const ofUnits: number[] = units.map(() => surroundings);
  for (const { word, around } of open)
    addToUnits(ofUnits, places, { stem: stems[word]!, concepts: concepts[word]!, rarity: rarity[word]! }, around);
  return { sums, units: ofUnits, same: sames, meant: meants };
}

const none: readonly number[] = [];
const everywhere = inTitle | inHeading | inText;

/** What the order of a passage is made of. */
export const orderFeaturesOf = (evidence: Evidence): OrderFeatures => ({
  ...evidence,
  meaning: meaningOf(evidence.hit),
});

function orderOf(features: OrderFeatures, byMeaning: boolean): number {
  const by = byMeaning ? orderWeights.meaning : orderWeights.words;
  let sum = 0;
  for (const name of orderFeatures) sum += by[name] * features[name];
  return sum;
}
