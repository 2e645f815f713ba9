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

type Embedding = NonNullable<PassageQuery['embedding']>;

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
    const { embedding, limit } = query;
    const asked = asMeant(typed, query, partition.rarityOf);
    const bySlot = partition.score(asked);
    const slots = top(bySlot, Math.max(limit, embedding ? compared : 0), only);
    const hits = embedding
      ? rank(this.compared(partition, embedding, slots, bySlot, only), embedding.knows)
          .slice(0, limit)
          .flatMap(({ slot, score, words, meaning }) => {
            const hit = hitIn(partition, slot, score, words);
            return hit ? [meaning === undefined ? hit : { ...hit, meaning }] : [];
          })
      : byWords(partition, slots, bySlot);
    return { hits, query: asked, ...raritiesOf(asked, typed, partition.rarityOf), searched: partition.passages };
  }

  /** Those found by words and the nearest by meaning, with the cosine of each that has a vector. */
  private compared(
    partition: PartitionReader,
    { model, vector }: Embedding,
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

/** Where words alone are searched the slots are in the order of their scores already: what `rank` would make of them. */
function byWords(partition: PartitionReader, slots: readonly number[], bySlot: Float32Array): PassageHit[] {
  const most = slots.length === 0 ? 0 : bySlot[slots[0]!]!;
  const hits: PassageHit[] = [];
  for (const slot of slots) {
    const words = bySlot[slot]!;
    const hit = hitIn(partition, slot, words / most, words);
    if (hit) hits.push(hit);
  }
  return hits;
}

function hitIn(partition: PartitionReader, slot: number, score: number, words: number): PassageHit | undefined {
  const found = partition.at(slot);
  return found && { document: found.document, passage: found.passage, score, words };
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
