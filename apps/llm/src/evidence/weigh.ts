import type { PassageHit, PassageResults } from '@parley/models';
import { orderWeights } from './calibration.js';
import type { OrderFeatures } from './features.js';
import { AskedWords } from './match.js';
import type { Dissected } from './passage-cache.js';
import { everywhere, inHeading, inText, inTitle, matchIn, type Places } from './places.js';
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
  /** Cosine above what any two texts have; 0 without. */
  readonly meaning: number;
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

/** Words that a unit of a single one counts as having besides, so that it is not all the question's. */
const besides = 4;
/** Words that `found` is counted in. */
const some = 4;

/** Cosine that any two texts of one subject have. */
const anyMeaning = 0.3;
const meaningOf = ({ meaning }: PassageHit): number => Math.max(0, (meaning ?? anyMeaning) - anyMeaning);

/** The hits of a search, taken apart in the same order, as evidence, best first. */
export function weigh(results: PassageResults, dissected: readonly Dissected[]): Evidence[] {
  const { hits } = results;
  const asked = new AskedWords(results);
  const best = Math.max(...hits.map(({ score }) => score), Number.MIN_VALUE);
  const documents = wordsByDocument(hits);
  const most = Math.max(...documents.values(), Number.MIN_VALUE);
  const all = [...documents.values()].reduce((sum, each) => sum + each, Number.MIN_VALUE);
  return hits
    .map((hit, at) => {
      const words = documents.get(hit.document.document_id)!;
      const found = { score: hit.score / best, document: words / most, documentShare: words / all };
      return evidenceOf(hit, dissected[at]!, asked, found);
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

/** Numbers that are of use while one passage is weighed, and again for the next. */
class Row {
  private numbers = new Int32Array(64);

  /** So many at least, whatever they are. */
  of(length: number): Int32Array {
    if (length > this.numbers.length) this.numbers = new Int32Array(2 * length);
    return this.numbers;
  }

  zeros(length: number): Int32Array {
    const numbers = this.of(length);
    for (let at = 0; at < length; at++) numbers[at] = 0;
    return numbers;
  }
}

/** Where a passage has each word, and how many of the words each of its units has. */
const standings = new Row();
const counts = new Row();

/** What a passage has of the words asked for, in one go over them; sums are of rarities. */
function evidenceOf(
  hit: PassageHit,
  { units, places }: Dissected,
  asked: AskedWords,
  { score, document, documentShare }: Pick<Evidence, 'score' | 'document' | 'documentShare'>,
): Evidence {
  const { stems, keys, concepts, rarity } = asked;
  const same = new Array<number>(rarity.length);
  const meant = new Array<number>(rarity.length);
  const standing = standings.of(rarity.length);
  const alike = counts.zeros(units.length);
  let cover = 0;
  let exact = 0;
  let title = 0;
  let heading = 0;
  let density = 0;
  let found = 0;
  let surroundings = 0;
  for (let word = 0; word < rarity.length; word++) {
    const rare = rarity[word]!;
    const place = places.ofStem(stems[word]!, keys[word]!);
    const here = places.partsOf(place);
    const like = here === everywhere ? 0 : places.partsOfConcepts(concepts[word]!);
    standing[word] = place;
    same[word] = here;
    meant[word] = like;
    const ofAll = matchIn(everywhere, here, like);
    if (ofAll === 0) continue;
    found++;
    density = Math.max(density, places.count(place, alike, besides));
    title += rare * matchIn(inTitle, here, like);
    heading += rare * matchIn(inHeading, here, like);
    cover += rare * ofAll;
    if (ofAll === 1) exact += rare;
    surroundings += rare * around(here, like);
  }
  const shares = new Array<number>(units.length);
  for (let at = 0; at < shares.length; at++) shares[at] = surroundings;
  for (let word = 0; word < rarity.length; word++) {
    const before = around(same[word]!, meant[word]!);
    if (matchIn(inText, same[word]!, meant[word]!) > before)
      places.addToUnits(shares, standing[word]!, concepts[word]!, rarity[word]!, before);
  }
  let unit = 0;
  for (let at = 0; at < shares.length; at++) unit = Math.max(unit, (shares[at] = asked.share(shares[at]!)));
  const evidence = {
    hit,
    score,
    cover: asked.share(cover),
    exact: asked.share(exact),
    title: asked.share(title),
    heading: asked.share(heading),
    unit,
    density,
    found: found / some,
    document,
    documentShare,
    meaning: meaningOf(hit),
    units,
    shares,
    places,
    same,
    meant,
    asked,
    order: 0,
  };
  evidence.order = orderOf(evidence, hit.meaning === undefined ? orderWeights.words : orderWeights.meaning);
  return evidence;
}

/** What a unit has of a word by what stands around it. */
const around = (same: number, meant: number): number =>
  Math.max(
    weights.text * matchIn(inText, same, meant),
    weights.heading * matchIn(inHeading, same, meant),
    weights.title * matchIn(inTitle, same, meant),
  );

/** Each feature times its weight, in the order of `orderFeatures`. */
const orderOf = (features: OrderFeatures, by: OrderFeatures): number =>
  by.score * features.score +
  by.cover * features.cover +
  by.exact * features.exact +
  by.title * features.title +
  by.heading * features.heading +
  by.unit * features.unit +
  by.document * features.document +
  by.density * features.density +
  by.found * features.found +
  by.meaning * features.meaning;
