import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Language } from '@parley/contracts';
import { analyse, type Analysis } from '../../words/analyse.js';
import { conceptTerm, countTerms, stemTerm } from '../../words/terms.js';
import type {
  IndexedDocument,
  IndexedPassage,
  PassageHit,
  PassageIndex,
  PassageQuery,
  PassageResults,
} from '../port.js';
import { throughBusy } from './busy.js';
import { inTransaction, openDatabase } from './database.js';
import { PartitionReader } from './partition-reader.js';
import { rank, type Candidate } from './rank.js';
import { Vectors } from './vectors.js';
import { Writer } from './writer.js';

/** What readers keep in memory for all tenants together, in bytes, roughly. */
const mostKept = 64 * 1024 * 1024;
/** Best by words that are compared by meaning, too. */
const candidates = 50;

interface TenantReader {
  readonly no: number;
  readonly revision: number;
  readonly partitions: Map<Language, PartitionReader | undefined>;
}

/** Opens the passage index in one SQLite file; any number of processes may do so. */
export async function openPassageIndex(options: { readonly file: string }): Promise<PassageIndex> {
  return new SqlitePassageIndex(await openDatabase(options.file));
}

class SqlitePassageIndex implements PassageIndex {
  private readonly writer: Writer;
  private readonly vectors: Vectors;
  private readonly readers = new Map<string, TenantReader>();
  private readonly tenantRow: StatementSync;

  constructor(private readonly db: DatabaseSync) {
    this.writer = new Writer(db);
    this.vectors = new Vectors(db);
    this.tenantRow = db.prepare('SELECT no, revision FROM tenants WHERE tenant = ?');
  }

  replaceDocument(tenant: string, document: IndexedDocument): Promise<boolean> {
    return throughBusy(() => inTransaction(this.db, () => this.writer.replace(tenant, document)));
  }

  deleteDocument(tenant: string, document_id: string, revision: number): Promise<boolean> {
    return throughBusy(() => inTransaction(this.db, () => this.writer.delete(tenant, document_id, revision)));
  }

  search(tenant: string, query: PassageQuery): Promise<PassageResults> {
    return this.read(() => {
      const asked = analyse(query.text, query.language);
      const reader = this.readerOf(tenant);
      const partition = reader && this.partitionOf(reader, query.language);
      if (!partition) return { hits: [], query: asked, rarity: asked.tokens.map(({ stop }) => (stop ? 0 : 1)) };
      return { hits: this.hits(reader, partition, query, asked), query: asked, rarity: rarityOf(asked, partition) };
    });
  }

  passages(tenant: string, document_id: string, from: number, to: number): Promise<IndexedPassage[]> {
    return this.read(() => {
      const rows = this.db
        .prepare(
          `SELECT number, text, "start", "end", heading, page FROM passages
           JOIN documents ON documents.no = document_no JOIN tenants ON tenants.no = tenant_no
           WHERE tenant = ? AND document_id = ? AND number BETWEEN ? AND ? ORDER BY number`,
        )
        .all(tenant, document_id, from, to) as unknown as (IndexedPassage & { heading: string; page: number | null })[];
      return rows.map(({ heading, page, ...rest }) => ({
        ...rest,
        heading: JSON.parse(heading as unknown as string) as string[],
        ...(page === null ? {} : { page }),
      }));
    });
  }

  revision(tenant: string): Promise<number> {
    return this.read(() => (this.tenantRow.get(tenant) as { revision: number } | undefined)?.revision ?? 0);
  }

  count(tenant: string): Promise<{ documents: number; passages: number }> {
    const rows = `FROM documents JOIN tenants ON tenants.no = tenant_no`;
    return this.read(() => ({
      documents: this.number(`SELECT count(*) AS n ${rows} WHERE tenant = ? AND live = 1`, tenant),
      passages: this.number(
        `SELECT count(*) AS n ${rows} JOIN passages ON document_no = documents.no WHERE tenant = ?`,
        tenant,
      ),
    }));
  }

  close(): void {
    this.readers.clear();
    this.db.close();
  }

  private number(sql: string, tenant: string): number {
    return (this.db.prepare(sql).get(tenant) as { n: number }).n;
  }

  /** All reads of `work` see one state of the index. */
  private read<T>(work: () => T): Promise<T> {
    return throughBusy(() => {
      this.db.exec('BEGIN');
      try {
        return work();
      } finally {
        this.db.exec('COMMIT');
      }
    });
  }

  private readerOf(tenant: string): TenantReader | undefined {
    const row = this.tenantRow.get(tenant) as { no: number; revision: number } | undefined;
    if (!row) return undefined;
    const kept = this.readers.get(tenant);
    if (kept?.revision === row.revision) return kept;
    const reader: TenantReader = { ...row, partitions: new Map() };
    this.readers.delete(tenant);
    this.forgetWhenFull();
    this.readers.set(tenant, reader);
    return reader;
  }

  private forgetWhenFull(): void {
    let kept = 0;
    for (const { partitions } of this.readers.values())
      for (const partition of partitions.values()) kept += partition?.size ?? 0;
    if (kept > mostKept) this.readers.clear();
  }

  private partitionOf(reader: TenantReader, language: Language): PartitionReader | undefined {
    if (reader.partitions.has(language)) return reader.partitions.get(language);
    const row = this.db
      .prepare(
        'SELECT no, passages, slots, stems, grams, concepts FROM partitions WHERE tenant_no = ? AND language = ?',
      )
      .get(reader.no, language) as
      Record<'no' | 'passages' | 'slots' | 'stems' | 'grams' | 'concepts', number> | undefined;
    const partition =
      row &&
      new PartitionReader(this.db, row.no, row.passages, row.slots, {
        stem: row.stems,
        gram: row.grams,
        concept: row.concepts,
      });
    reader.partitions.set(language, partition);
    return partition;
  }

  private hits(reader: TenantReader, partition: PartitionReader, query: PassageQuery, asked: Analysis): PassageHit[] {
    const counts = new Map<string, number>();
    countTerms(asked, 1, counts);
    const only = query.document_ids && partition.slotsOf(query.document_ids, reader.no);
    const { bySlot, best } = partition.score(counts.keys());
    const slots = top(bySlot, Math.max(query.limit, query.embedding ? candidates : 0), only);
    const found = new Map(slots.map((slot) => [slot, bySlot[slot]!]));
    const meanings = query.embedding && this.meanings(partition, query.embedding, found, bySlot, only);
    const all = [...found].map(([slot, words]): Candidate => ({ slot, words, meaning: meanings?.get(slot) }));
    return rank(all, best, query.embedding?.knows ?? 0)
      .slice(0, query.limit)
      .flatMap(({ slot, ...scores }) => {
        const at = partition.at(slot);
        return at ? [{ document: at.document, passage: at.passage, ...scores }] : [];
      });
  }

  /** Adds the nearest by meaning to `found`; the cosine of all of them by slot. */
  private meanings(
    partition: PartitionReader,
    { model, vector }: NonNullable<PassageQuery['embedding']>,
    found: Map<number, number>,
    bySlot: Float32Array,
    only: ReadonlySet<number> | undefined,
  ): Map<number, number> {
    for (const passage_no of this.vectors.nearest(partition.no, model, vector)) {
      const slot = partition.slotOf(passage_no);
      if (!only || only.has(slot)) found.set(slot, bySlot[slot]!);
    }
    const slots = new Map([...found.keys()].map((slot) => [partition.at(slot)!.no, slot]));
    const compared = this.vectors.compare([...slots.keys()], model, vector);
    return new Map([...compared].map(([passage_no, cosine]) => [slots.get(passage_no)!, cosine]));
  }
}

/** A word is as rare as the most frequent of what would be taken for it: its stem, or a concept that it names alone. */
function rarityOf({ tokens, mentions }: Analysis, partition: PartitionReader): number[] {
  const rarity = tokens.map((token) => (token.stop ? 0 : partition.rarity(stemTerm(token.stem))));
  for (const { concept, from, to } of mentions)
    if (to === from + 1 && rarity[from]! > 0)
      rarity[from] = Math.min(rarity[from]!, partition.rarity(conceptTerm(concept)));
  return rarity;
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
