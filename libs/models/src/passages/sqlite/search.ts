import type { Analysis } from '../../words/analyse.js';
import type { PassageHit, PassageQuery, PassageResults } from '../port.js';
import { asMeant } from '../query.js';
import { compared, rank, type Candidate } from '../rank.js';
import { raritiesOf } from '../rarity.js';
import type { PartitionReader } from './partition-reader.js';
import type { Vectors } from './vectors.js';

interface Slot extends Candidate {
  readonly slot: number;
}

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
    const asked = asMeant(typed, query, partition.rarityOf);
    const bySlot = partition.score(asked);
    const slots = top(bySlot, Math.max(query.limit, query.embedding ? compared : 0), only);
    const candidates = query.embedding
      ? this.compared(partition, query.embedding, slots, bySlot, only)
      : slots.map((slot): Slot => ({ slot, words: bySlot[slot]! }));
    const hits: PassageHit[] = [];
    for (const { slot, score, words, meaning } of rank(candidates, query.embedding?.knows ?? 0).slice(0, query.limit)) {
      const found = partition.at(slot);
      if (!found) continue;
      const { document, passage } = found;
      const hit = { document, passage, score, words };
      hits.push(meaning === undefined ? hit : { ...hit, meaning });
    }
    return {
      hits,
      query: asked,
      ...raritiesOf(asked, typed, partition.rarityOf),
      searched: partition.passages,
    };
  }

  /** Those found by words and the nearest by meaning, with the cosine of each that has a vector. */
  private compared(
    partition: PartitionReader,
    { model, vector }: NonNullable<PassageQuery['embedding']>,
    byWords: readonly number[],
    bySlot: Float32Array,
    only: ReadonlySet<number> | undefined,
  ): Slot[] {
    const nearest = this.vectors.nearest(partition.no, model, vector).map((passage_no) => partition.slotOf(passage_no));
    const slots = [...new Set([...byWords, ...nearest.filter((slot) => !only || only.has(slot))])];
    const passage_nos = slots.map((slot) => partition.at(slot)!.no);
    const cosines = this.vectors.compare(passage_nos, model, vector);
    return slots.map((slot, at) => {
      const meaning = cosines.get(passage_nos[at]!);
      return { slot, words: bySlot[slot]!, ...(meaning === undefined ? {} : { meaning }) };
    });
  }
}

/** Slots of the highest scores above 0, best first. */
function top(bySlot: Float32Array, most: number, only: ReadonlySet<number> | undefined): number[] {
  const best: number[] = [];
  let least = 0;
  for (let slot = 0; slot < bySlot.length; slot++) {
    const score = bySlot[slot]!;
    if (score <= least || (only && !only.has(slot))) continue;
    if (best.length < most) best.push(slot);
    let at = best.length - 1;
    for (; at > 0 && bySlot[best[at - 1]!]! < score; at--) best[at] = best[at - 1]!;
    best[at] = slot;
    if (best.length === most) least = bySlot[best.at(-1)!]!;
  }
  return best;
}
