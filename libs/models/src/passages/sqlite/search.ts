import type { Analysis } from '../../words/analyse.js';
import { queryTerms } from '../../words/terms.js';
import type { PassageHit, PassageQuery, PassageResults } from '../port.js';
import { asMeant } from '../query.js';
import { compared, rank, type Candidate } from '../rank.js';
import { rarityOf } from '../rarity.js';
import type { PartitionReader } from './partition-reader.js';
import type { Vectors } from './vectors.js';

/** A search of one partition; runs within a read transaction. */
export class Search {
  constructor(private readonly vectors: Vectors) {}

  /** `only` are the slots of the documents asked for. */
  search(
    partition: PartitionReader,
    query: PassageQuery,
    typed: Analysis,
    only: ReadonlySet<number> | undefined,
  ): PassageResults {
    const asked = asMeant(typed, query, (term) => partition.rarity(term));
    const bySlot = partition.score(queryTerms(asked));
    const slots = top(bySlot, Math.max(query.limit, query.embedding ? compared : 0), only);
    const words = new Map(slots.map((slot) => [slot, bySlot[slot]!]));
    const meanings = query.embedding && this.meanings(partition, query.embedding, words, bySlot, only);
    const candidates = [...words].map(([slot, share]): Candidate & { slot: number } => {
      const meaning = meanings?.get(slot);
      return { slot, words: share, ...(meaning === undefined ? {} : { meaning }) };
    });
    const hits = rank(candidates, query.embedding?.knows ?? 0)
      .slice(0, query.limit)
      .flatMap(({ slot, ...scores }): PassageHit[] => {
        const found = partition.at(slot);
        return found ? [{ document: found.document, passage: found.passage, ...scores }] : [];
      });
    return {
      hits,
      query: asked,
      rarity: rarityOf(asked, (term) => partition.rarity(term)),
      searched: partition.passages,
    };
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
