import type { Store } from '@parley/storage';
import type {
  AddedVectors,
  DocumentFacts,
  IndexedDocument,
  IndexedPassage,
  PassageIndex,
  PassageQuery,
  PassageResults,
  VectorGap,
  VectorGaps,
} from '../port.js';
import { Catalogue, garbageOf, type CatalogueEntry } from './catalogue.js';
import { ContributionSum } from './contribution.js';
import { knownPassage, knownVector, RecordCache } from './record-cache.js';
import { idOf, meaningRecord } from './records.js';
import { search, type Halves } from './search.js';
import { slicesOf, Writing, type Slice } from './slices.js';
import { TenantStates } from './tenant-states.js';
import { PineconeWire } from './wire.js';

export interface PineconePlace {
  readonly key: string;
  /** Address of a sparse index. */
  readonly words: string;
  /** Address of a dense index with as many dimensions as the model's vectors; without it words alone are searched. */
  readonly meaning?: string | undefined;
}

/** Documents looked through for vectors that are missing in one go. */
const scanned = 50;
/** Slices of a document that are made or on their way at the same time. */
const slicesAtOnce = 4;

/** Opens the passage index in Pinecone; `catalogue` holds what has to be known of it at once. Any number of processes may do so. */
export async function openPineconeIndex(place: PineconePlace, catalogue: Store): Promise<PassageIndex> {
  const words = await PineconeWire.open('words', place.words, place.key);
  const meaning =
    place.meaning === undefined ? undefined : await PineconeWire.open('meaning', place.meaning, place.key);
  const halves = {
    words: { wire: words, records: new RecordCache(words, knownPassage) },
    meaning: meaning && { wire: meaning, records: new RecordCache(meaning, knownVector) },
  };
  return new PineconePassageIndex(halves, new Catalogue(catalogue));
}

class PineconePassageIndex implements PassageIndex {
  private readonly states: TenantStates;

  constructor(
    private readonly halves: Halves,
    private readonly catalogue: Catalogue,
  ) {
    this.states = new TenantStates(catalogue);
  }

  /** The records are there, and mostly seen, before the catalogue says that they are what is live. */
  async replaceDocument(tenant: string, document: IndexedDocument, signal?: AbortSignal): Promise<boolean> {
    const { document_id, revision, passages, embedding } = document;
    const remove = () => this.remove(tenant, idsOf(document_id, revision, 0, passages.length));
    signal?.throwIfAborted();
    if (!(await this.catalogue.reserve(tenant, document_id, { revision, passages: passages.length }))) {
      await remove();
      return false;
    }
    const contribution = new ContributionSum(document.language);
    await this.store(tenant, slicesOf(document, contribution, signal));
    signal?.throwIfAborted();
    const made = this.halves.meaning && embedding;
    const vectors = made && { model: made.model, count: passages.length };
    const live = await this.catalogue.goLive(tenant, document, contribution.sum(), vectors);
    if (!live) await remove();
    const freed = this.free(tenant, document_id);
    // what is left stays noted, and the next change frees it: the document is live all the same
    await (live ? freed.catch(() => undefined) : freed);
    return live;
  }

  /** Gone with the catalogue's word for it; the records follow, and it is not done before they have. */
  async deleteDocument(tenant: string, document_id: string, revision: number): Promise<boolean> {
    const taken = await this.catalogue.takeAway(tenant, document_id, revision);
    if (!taken) return false;
    await this.free(tenant, document_id);
    return taken.live;
  }

  async search(tenant: string, query: PassageQuery): Promise<PassageResults> {
    return search(this.halves, tenant, await this.states.of(tenant), query);
  }

  async passages(tenant: string, document_id: string, from: number, to: number): Promise<IndexedPassage[]> {
    const entry = await this.catalogue.entry(tenant, document_id);
    if (!entry?.live) return [];
    const ids = idsOf(document_id, entry.revision, Math.max(from, 0), Math.min(to + 1, entry.passages));
    const known = await this.halves.words.records.of(tenant, ids);
    return ids.flatMap((id) => known.get(id)?.passage ?? []);
  }

  async lead(tenant: string, { document_id, revision }: DocumentFacts): Promise<IndexedPassage | undefined> {
    const entry = await this.catalogue.entry(tenant, document_id);
    if (!entry?.live || entry.revision !== revision) return undefined;
    const [id] = idsOf(document_id, revision, 0, Math.min(1, entry.passages));
    return id === undefined ? undefined : (await this.halves.words.records.of(tenant, [id])).get(id)?.passage;
  }

  revision(tenant: string): Promise<number> {
    return this.catalogue.revision(tenant);
  }

  async count(tenant: string): Promise<{ documents: number; passages: number }> {
    const { documents, passages } = await this.states.of(tenant);
    return { documents, passages };
  }

  async vectorGaps(model: string, after: string | undefined, limit: number): Promise<VectorGaps> {
    const gaps: VectorGap[] = [];
    if (!this.halves.meaning) return { gaps };
    const begin = placeOf(after);
    const entries = await this.catalogue.liveAfter(begin.passed, scanned);
    let { passed } = begin;
    for (const [at, entry] of entries.entries()) {
      const room = limit - gaps.length;
      const first = Math.max(vectorsOf(entry, model), at === 0 ? begin.number : 0);
      const found = await this.gapsOf(entry, first, room + 1);
      gaps.push(...found.slice(0, room));
      if (found.length > room) return { gaps, next: cursorOf({ passed, number: found[room]!.number }) };
      passed = entry.live_key;
    }
    return { gaps, ...(entries.length < scanned ? {} : { next: cursorOf({ passed, number: 0 }) }) };
  }

  async addVectors({ tenant, model, vectors }: AddedVectors): Promise<void> {
    const { meaning } = this.halves;
    if (!meaning) return;
    for (const [document_id, added] of Map.groupBy(vectors, (each) => each.document_id)) {
      const entry = await this.catalogue.entry(tenant, document_id);
      const live = entry?.live ? added.filter(({ revision }) => revision === entry.revision) : [];
      if (!entry || live.length === 0) continue;
      const { language, revision } = entry;
      const records = live.map(({ number, vector }) =>
        meaningRecord({ document_id, revision, language }, number, model, vector),
      );
      const written = await meaning.wire.upsert(tenant, records);
      const now = await this.catalogue.entry(tenant, document_id);
      if (!now?.live || now.revision !== revision) {
        // whoever took it away may have deleted its records before these came
        await meaning.wire.delete(
          tenant,
          records.map(({ id }) => id),
        );
        continue;
      }
      await meaning.wire.visible(tenant, written, { vector: records[0]!.values! });
      const numbers = new Set(live.map(({ number }) => number));
      let count = vectorsOf(entry, model);
      while (numbers.has(count)) count++;
      await this.catalogue.setVectors(entry, model, count);
    }
  }

  close(): void {
    void this.catalogue.close();
  }

  /** Slices are sent as they are made. Queries see them when it resolves. */
  private async store(tenant: string, slices: AsyncIterable<Slice>): Promise<void> {
    const words = new Writing(this.halves.words.wire, tenant);
    const meaning = this.halves.meaning && new Writing(this.halves.meaning.wire, tenant);
    const send = async () => {
      for await (const slice of slices) await Promise.all([words.add(slice.words), meaning?.add(slice.meaning)]);
    };
    // all take from the same slices: where one fails, its loop ends them for the others, too
    await Promise.all(Array.from({ length: slicesAtOnce }, send));
    await Promise.all([words.seen(), meaning?.seen()]);
  }

  /** Of what is not live any more. */
  private async free(tenant: string, document_id: string): Promise<void> {
    const entry = await this.catalogue.entry(tenant, document_id);
    const garbage = entry ? garbageOf(entry) : [];
    if (!entry || garbage.length === 0) return;
    for (const { revision, passages } of garbage) {
      const first = entry.live && entry.revision === revision ? entry.passages : 0;
      await this.remove(tenant, idsOf(document_id, revision, first, passages));
    }
    await this.catalogue.freed(tenant, document_id, garbage);
  }

  private async remove(tenant: string, ids: readonly string[]): Promise<void> {
    const { words, meaning } = this.halves;
    await Promise.all([words.wire.delete(tenant, ids), meaning?.wire.delete(tenant, ids)]);
  }

  private async gapsOf(entry: CatalogueEntry, first: number, most: number): Promise<VectorGap[]> {
    const { tenant, id: document_id, revision, title, passages } = entry;
    if (first >= passages) return [];
    const missing = await this.passages(tenant, document_id, first, first + most - 1);
    return missing.map(({ number, heading, text }) => {
      return { tenant, document_id, revision, title, number, heading, text };
    });
  }
}

/** Passages of the live version that have a vector of the model: those before this number. */
const vectorsOf = ({ vectors }: CatalogueEntry, model: string): number =>
  vectors?.model === model ? vectors.count : 0;

/** After which document, and in the next one from which passage on. */
interface GapPlace {
  readonly passed?: string | undefined;
  readonly number: number;
}
const cursorOf = (place: GapPlace): string => JSON.stringify(place);
const placeOf = (cursor: string | undefined): GapPlace =>
  cursor === undefined ? { number: 0 } : (JSON.parse(cursor) as GapPlace);

const idsOf = (document_id: string, revision: number, from: number, to: number): string[] =>
  Array.from({ length: Math.max(to - from, 0) }, (_, at) => idOf(document_id, revision, from + at));
