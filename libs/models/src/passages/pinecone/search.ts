import { conceptTerm, fieldOf, queryTerms, stemTerm, type Field } from '../../words/terms.js';
import { fieldWeights, k1 } from '../bm25.js';
import { cosine } from '../cosine.js';
import type { PassageHit, PassageQuery, PassageResults } from '../port.js';
import { asMeant, asQuery, emptyResults } from '../query.js';
import { compared, rank, type Candidate } from '../rank.js';
import { raritiesOf, type RarityOf } from '../rarity.js';
import type { KnownPassage, KnownVector, RecordCache } from './record-cache.js';
import { placeIn } from './records.js';
import { dimensionOf, timesOf } from './sparse.js';
import type { Partition, TenantState } from './tenant-state.js';
import type { Asked, Filter, Near, PineconeWire } from './wire.js';

/** The index that holds words, and the one that holds vectors, if there is one. */
export interface Halves {
  readonly words: { readonly wire: PineconeWire; readonly records: RecordCache<KnownPassage> };
  readonly meaning?: { readonly wire: PineconeWire; readonly records: RecordCache<KnownVector> } | undefined;
}

interface AskedTerm {
  readonly field: Field;
  /** Of BM25, for each time that the term is in a passage, before length. */
  readonly weight: number;
}

/** Found beyond what is wanted, for records of versions that are not live any more; and the most that is asked for. */
const spare = 20;
const mostFound = 1000;

/**
 * Candidates come from the index; what decides is reckoned here, by the figures of this moment, so that the same
 * documents have the same hits in every kind of index.
 */
export async function search(
  halves: Halves,
  tenant: string,
  state: TenantState,
  query: PassageQuery,
): Promise<PassageResults> {
  const typed = asQuery(query);
  const partition = state.partition(query.language);
  if (!partition) return emptyResults(typed);
  const rarityOf: RarityOf = {
    word: ({ stem }) => partition.rarity(stemTerm(stem)),
    concept: (concept) => partition.rarity(conceptTerm(concept)),
  };
  const asked = asMeant(typed, query, rarityOf);
  const terms = askedTerms(queryTerms(asked), partition);
  const wanted = Math.max(query.limit, compared);
  const only: Filter = {
    language: { $eq: query.language },
    ...(query.document_ids ? { document_id: { $in: query.document_ids } } : {}),
  };
  const find = (wire: PineconeWire, question: Asked, filter: Filter, most: number) =>
    liveNearest((topK) => wire.nearest(tenant, question, topK, filter), state, most);
  const { embedding } = query;
  const [byWords, byMeaning] = await Promise.all([
    terms.size === 0 || query.document_ids?.length === 0
      ? []
      : find(halves.words.wire, { sparseVector: sparseOf(terms) }, only, wanted),
    !embedding || !halves.meaning || query.document_ids?.length === 0
      ? []
      : find(halves.meaning.wire, { vector: [...embedding.vector] }, { ...only, model: { $eq: embedding.model } }, compared),
  ]); // prettier-ignore
  const ids = [...new Set([...byWords, ...byMeaning].map(({ id }) => id))];
  const [passages, meanings] = await Promise.all([
    halves.words.records.of(tenant, ids),
    embedding ? cosines(halves, tenant, ids, byMeaning, embedding) : new Map<string, number>(),
  ]);
  const candidates = ids.flatMap((id): (Candidate & { id: string })[] => {
    const known = passages.get(id);
    if (!known) return [];
    const meaning = meanings.get(id);
    return [{ id, words: wordsOf(known, terms, partition), ...(meaning === undefined ? {} : { meaning }) }];
  });
  const hits = rank(candidates, embedding?.knows ?? 0).flatMap(({ id, ...scores }): PassageHit[] => {
    const { document_id, revision, number } = placeIn(id);
    const document = state.factsOf(document_id, revision, number);
    return document ? [{ document, passage: passages.get(id)!.passage, ...scores }] : [];
  });
  return {
    hits: hits.slice(0, query.limit),
    query: asked,
    ...raritiesOf(asked, typed, rarityOf),
    searched: partition.passages,
  };
}

/** More are asked for as long as too many of those found are not live. */
async function liveNearest(
  nearest: (topK: number) => Promise<Near[]>,
  state: TenantState,
  wanted: number,
): Promise<Near[]> {
  for (let topK = wanted + spare; ; topK = Math.min(5 * topK, mostFound)) {
    const found = await nearest(topK);
    const live = found.filter(({ id }) => {
      const { document_id, revision, number } = placeIn(id);
      return state.factsOf(document_id, revision, number) !== undefined;
    });
    if (live.length >= wanted || found.length < topK || topK === mostFound) return live.slice(0, wanted);
  }
}

/** Of all candidates: those that only their words found, by their vectors. */
async function cosines(
  { meaning }: Halves,
  tenant: string,
  ids: readonly string[],
  nearest: readonly Near[],
  { model, vector }: NonNullable<PassageQuery['embedding']>,
): Promise<Map<string, number>> {
  const known = new Map(nearest.map(({ id, score }) => [id, score]));
  if (!meaning) return known;
  const unknown = ids.filter((id) => !known.has(id));
  const others = await meaning.records.of(tenant, unknown, ({ model: maker }) => maker === model);
  for (const [id, { model: maker, vector: other }] of others)
    if (maker === model && other.length === vector.length) known.set(id, cosine(vector, other));
  return known;
}

/** Those that any passage has. */
function askedTerms(terms: ReadonlyMap<string, number>, partition: Partition): Map<number, AskedTerm> {
  const asked = new Map<number, AskedTerm>();
  for (const [term, weight] of terms) {
    const dimension = dimensionOf(term);
    const field = fieldOf(term);
    if (partition.has(dimension))
      asked.set(dimension, { field, weight: weight * fieldWeights[field] * (k1 + 1) * partition.rarity(term) });
  }
  return asked;
}

const sparseOf = (terms: ReadonlyMap<number, AskedTerm>) => ({
  indices: [...terms.keys()],
  values: [...terms.values()].map(({ weight }) => weight),
});

/** BM25 by the averages of now, in units of the rarest word's inverse frequency. */
function wordsOf({ weights, lengths }: KnownPassage, terms: ReadonlyMap<number, AskedTerm>, partition: Partition) {
  let words = 0;
  for (const [dimension, { field, weight }] of terms) {
    const stored = weights.get(dimension);
    if (stored === undefined) continue;
    const times = timesOf(stored, lengths[field], field);
    words += (weight * times) / (times + partition.norm(field, lengths[field]));
  }
  return words;
}
