import type { PassageHit, PassageResults } from '@parley/models';
import { orderWeights } from './calibration.js';
import { orderFeatures, type OrderFeatures } from './features.js';
import { AskedWords, type Vocabulary } from './match.js';
import type { Dissected } from './passage-cache.js';
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
  /** What all passages of the document found have of the words found, beside the best document; and of all documents. */
  readonly document: number;
  readonly documentShare: number;
  /** Rarity of the rarest word that is missing, and how many rare ones are. */
  readonly missing: number;
  readonly missed: number;
  readonly units: readonly { readonly unit: Unit; readonly share: number }[];
  /** Orders passages of one question: e to five times the difference is how much likelier one answers than the other. */
  readonly order: number;
}

/** What a word in the headings, in the title, elsewhere in the passage is worth to a unit beside the word in it. */
const weights = { heading: 0.8, title: 0.8, text: 0.5 };
/** From which rarity on a word is missed, and below which match. */
const rareFrom = { rarity: 0.4, match: 0.4 };

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
  found: Pick<Evidence, 'score' | 'document' | 'documentShare'>,
): Evidence {
  const passage = inPassage(dissected, asked);
  const units = dissected.units.map(({ unit, words }) => ({ unit, share: asked.share(passage.of(words)) }));
  const shares = {
    cover: asked.share(passage.cover),
    exact: asked.share(passage.exact),
    title: asked.share(passage.title),
    heading: asked.share(passage.heading),
    unit: units.reduce((most, { share }) => Math.max(most, share), 0),
  };
  const { missing, missed } = passage;
  const order = orderOf({ ...found, ...shares, meaning: meaningOf(hit) }, hit.meaning !== undefined);
  return { hit, ...found, ...shares, missing, missed, units, order };
}

/** What a passage has of the words asked for, in one go over them; sums are of rarities. */
function inPassage({ title, heading, text }: Dissected, asked: AskedWords) {
  const { rarity } = asked;
  const sums = { cover: 0, exact: 0, title: 0, heading: 0, missing: 0, missed: 0 };
  let surroundings = 0;
  /** Words that a part of the passage may have better than its surroundings, with what these have of them. */
  const open: { readonly word: number; readonly around: number }[] = [];
  for (let word = 0; word < rarity.length; word++) {
    const rare = rarity[word]!;
    const inTitle = asked.match(word, title);
    const inHeading = asked.match(word, heading);
    const inText = asked.match(word, text);
    const inAll = Math.max(inText, inHeading, inTitle);
    sums.title += rare * inTitle;
    sums.heading += rare * inHeading;
    sums.cover += rare * inAll;
    if (inAll === 1) sums.exact += rare;
    sums.missing = Math.max(sums.missing, rare * (1 - inAll));
    if (rare > rareFrom.rarity && inAll < rareFrom.match) sums.missed++;
    const around = Math.max(weights.text * inText, weights.heading * inHeading, weights.title * inTitle);
    surroundings += rare * around;
    if (inText > around) open.push({ word, around });
  }
  const of = (part: Vocabulary): number => {
    let sum = surroundings;
    for (const { word, around } of open) sum += rarity[word]! * Math.max(0, asked.match(word, part) - around);
    return sum;
  };
  return { ...sums, of };
}

/** What the order of a passage is made of. */
export const orderFeaturesOf = (evidence: Evidence): OrderFeatures => ({
  ...evidence,
  meaning: meaningOf(evidence.hit),
});

function orderOf(features: OrderFeatures, byMeaning: boolean): number {
  const by = byMeaning ? orderWeights.meaning : orderWeights.words;
  return orderFeatures.reduce((sum, name) => sum + by[name] * features[name], 0);
}
