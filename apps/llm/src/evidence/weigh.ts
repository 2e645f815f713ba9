import type { PassageHit, PassageResults } from '@parley/models';
import { orderWeights } from './calibration.js';
import { orderFeatures, type OrderFeatures } from './features.js';
import { AskedWords } from './match.js';
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
const around = { heading: 0.8, title: 0.8, text: 0.5 };
/** From which rarity on a word is missed, and below which match. */
const rare = { rarity: 0.4, match: 0.4 };

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
  const inTitle = asked.in(dissected.title);
  const inHeading = asked.in(dissected.heading);
  const inText = asked.in(dissected.text);
  const inAll = inText.map((text, word) => Math.max(text, inHeading[word]!, inTitle[word]!));
  const surroundings = inText.map((text, word) =>
    Math.max(around.text * text, around.heading * inHeading[word]!, around.title * inTitle[word]!),
  );
  const units = dissected.units.map(({ unit, words }) => ({
    unit,
    share: asked.shareIn(words, surroundings, inText),
  }));
  const shares = {
    cover: asked.share(inAll),
    exact: asked.share(inAll.map((match) => (match === 1 ? 1 : 0))),
    title: asked.share(inTitle),
    heading: asked.share(inHeading),
    unit: units.reduce((most, { share }) => Math.max(most, share), 0),
  };
  const lacks = lacking(asked.rarity, inAll);
  const order = orderOf({ ...found, ...shares, meaning: meaningOf(hit) }, hit.meaning !== undefined);
  return { hit, ...found, ...shares, ...lacks, units, order };
}

/** What the order of a passage is made of. */
export const orderFeaturesOf = (evidence: Evidence): OrderFeatures => ({
  ...evidence,
  meaning: meaningOf(evidence.hit),
});

function lacking(rarity: readonly number[], matches: readonly number[]): Pick<Evidence, 'missing' | 'missed'> {
  let missing = 0;
  let missed = 0;
  rarity.forEach((each, word) => {
    missing = Math.max(missing, each * (1 - matches[word]!));
    if (each > rare.rarity && matches[word]! < rare.match) missed++;
  });
  return { missing, missed };
}

function orderOf(features: OrderFeatures, byMeaning: boolean): number {
  const weights = byMeaning ? orderWeights.meaning : orderWeights.words;
  return orderFeatures.reduce((sum, name) => sum + weights[name] * features[name], 0);
}
