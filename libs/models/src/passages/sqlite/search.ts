import type { Analysis, Token } from '../../words/analyse.js';
import { conceptTerm, queryTerms, stemTerm, weakWeight } from '../../words/terms.js';
import type { PassageHit, PassageQuery, PassageResults } from '../port.js';
import type { PartitionReader } from './partition-reader.js';
import { rank, type Candidate } from './rank.js';
import type { Vectors } from './vectors.js';

/** Best by words that are compared by meaning, too. */
const compared = 50;

/** A search of one partition; runs within a read transaction. */
export class Search {
  constructor(private readonly vectors: Vectors) {}

  /** `only` are the slots of the documents asked for. */
  search(
    partition: PartitionReader,
    query: PassageQuery,
    asked: Analysis,
    only: ReadonlySet<number> | undefined,
  ): PassageResults {
    const bySlot = partition.score(queryTerms(asked));
    const slots = top(bySlot, Math.max(query.limit, query.embedding ? compared : 0), only);
    const words = new Map(slots.map((slot) => [slot, bySlot[slot]!]));
    const meanings = query.embedding && this.meanings(partition, query.embedding, words, bySlot, only);
    const candidates = [...words].map(([slot, share]): Candidate => {
      const meaning = meanings?.get(slot);
      return { slot, words: share, ...(meaning === undefined ? {} : { meaning }) };
    });
    const hits = rank(candidates, query.embedding?.knows ?? 0)
      .slice(0, query.limit)
      .flatMap(({ slot, ...scores }): PassageHit[] => {
        const found = partition.at(slot);
        return found ? [{ document: found.document, passage: found.passage, ...scores }] : [];
      });
    return { hits, query: asked, rarity: rarityOf(asked, partition), searched: partition.passages };
  }

  /** Adds the nearest by meaning to `words`; the cosine of all of them by slot. */
  private meanings(
    partition: PartitionReader,
    { model, vector }: NonNullable<PassageQuery['embedding']>,
    words: Map<number, number>,
    bySlot: Float32Array,
    only: ReadonlySet<number> | undefined,
  ): Map<number, number> {
    for (const passage_no of this.vectors.nearest(partition.no, model, vector)) {
      const slot = partition.slotOf(passage_no);
      if (!only || only.has(slot)) words.set(slot, bySlot[slot]!);
    }
    const slots = new Map([...words.keys()].map((slot) => [partition.at(slot)!.no, slot]));
    const cosines = this.vectors.compare([...slots.keys()], model, vector);
    return new Map([...cosines].map(([passage_no, cosine]) => [slots.get(passage_no)!, cosine]));
  }
}

/** A number that no document has is the customer's own: an amount of his, or his order's. */
const ownNumber = { short: 0.2, long: 0, longFrom: 5 };

/** A word is as rare as the most frequent of what would be taken for it: its stem, or a concept that it helps to name. */
function rarityOf({ tokens, mentions }: Analysis, partition: PartitionReader): number[] {
  const rarity = tokens.map((token) => (token.stop ? 0 : rarityOfToken(token, partition)));
  for (const { concept, from, to } of mentions) {
    const named = partition.rarity(conceptTerm(concept));
    for (let at = from; at < to; at++) rarity[at] = Math.min(rarity[at]!, named);
  }
  return rarity;
}

function rarityOfToken({ stem, folded, weak }: Token, partition: PartitionReader): number {
  const rarity = partition.rarity(stemTerm(stem));
  if (rarity === 1 && /^\p{N}/u.test(folded))
    return folded.length >= ownNumber.longFrom ? ownNumber.long : ownNumber.short;
  return weak ? weakWeight * rarity : rarity;
}

/** Slots of the highest scores above 0, best first. */
function top(bySlot: Float32Array, most: number, only: ReadonlySet<number> | undefined): number[] {
  const best: number[] = [];
  let least = 0;
  for (let slot = 0; slot < bySlot.length; slot++) {
    const score = bySlot[slot]!;
    if (score <= least || (only && !only.has(slot))) continue;
    let at = best.length;
    while (at > 0 && bySlot[best[at - 1]!]! < score) at--;
    best.splice(at, 0, slot);
    if (best.length > most) best.pop();
    if (best.length === most) least = bySlot[best.at(-1)!]!;
  }
  return best;
}
