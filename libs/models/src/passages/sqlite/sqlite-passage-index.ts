import type { DatabaseSync } from 'node:sqlite';
import { asQuery, emptyResults } from '../query.js';
import type {
  AddedVectors,
  DocumentFacts,
  IndexedDocument,
  IndexedPassage,
  PassageIndex,
  PassageQuery,
  PassageResults,
  VectorGaps,
} from '../port.js';
import { throughBusy } from './busy.js';
import { inTransaction, openDatabase } from './database.js';
import { passageOf, type PassageRow } from './partition-reader.js';
import { readStatements, type ReadStatements } from './read-statements.js';
import { Readers } from './readers.js';
import { Reads } from './reads.js';
import { Search } from './search.js';
import { Gaps } from './vector-gaps.js';
import { Vectors } from './vectors.js';
import { Writer } from './writer.js';

/** Opens the passage index in one SQLite file; any number of processes may do so. */
export async function openPassageIndex(options: { readonly file: string }): Promise<PassageIndex> {
  return new SqlitePassageIndex(await openDatabase(options.file));
}

class SqlitePassageIndex implements PassageIndex {
  private readonly statements: ReadStatements;
  private readonly writer: Writer;
  private readonly readers: Readers;
  private readonly reads: Reads;
  private readonly searching: Search;
  private readonly gaps: Gaps;

  constructor(private readonly db: DatabaseSync) {
    this.statements = readStatements(db);
    this.writer = new Writer(db);
    this.readers = new Readers(this.statements);
    this.reads = new Reads(this.statements, this.readers);
    this.searching = new Search(new Vectors(db));
    this.gaps = new Gaps(db);
  }

  async replaceDocument(tenant: string, document: IndexedDocument, signal?: AbortSignal): Promise<boolean> {
    signal?.throwIfAborted();
    return this.write(() => this.writer.replace(tenant, document));
  }

  deleteDocument(tenant: string, document_id: string, revision: number): Promise<boolean> {
    return this.write(() => this.writer.delete(tenant, document_id, revision));
  }

  search(tenant: string, query: PassageQuery): Promise<PassageResults> {
    const asked = asQuery(query);
    return this.reads.read(() => {
      const reader = this.readers.of(tenant);
      const partition = reader?.partition(query.language);
      if (!reader || !partition) return emptyResults(asked);
      const only = query.document_ids && partition.slotsOf(query.document_ids, reader.no);
      return this.searching.search(partition, query, asked, only);
    });
  }

  passages(tenant: string, document_id: string, from: number, to: number): Promise<IndexedPassage[]> {
    return this.reads.read(() => {
      const rows = this.statements.passagesOfDocument.all(tenant, document_id, from, to);
      return (rows as unknown as PassageRow[]).map(passageOf);
    });
  }

  lead(tenant: string, { document_id, revision }: DocumentFacts): Promise<IndexedPassage | undefined> {
    return this.reads.read(() => {
      const row = this.statements.leadOfDocument.get(tenant, document_id, revision) as PassageRow | undefined;
      return row && passageOf(row);
    });
  }

  revision(tenant: string): Promise<number> {
    return this.reads.read(
      () => (this.statements.tenant.get(tenant) as { revision: number } | undefined)?.revision ?? 0,
    );
  }

  count(tenant: string): Promise<{ documents: number; passages: number }> {
    const { documentCount, passageCount } = this.statements;
    return this.reads.read(() => ({
      documents: (documentCount.get(tenant) as { n: number }).n,
      passages: (passageCount.get(tenant) as { n: number }).n,
    }));
  }

  vectorGaps(model: string, after: string | undefined, limit: number): Promise<VectorGaps> {
    return this.reads.read(() => this.gaps.find(model, after, limit));
  }

  addVectors(added: AddedVectors): Promise<void> {
    return this.write(() => this.gaps.fill(added));
  }

  /** What this connection commits SQLite does not count as new to it. */
  private write<T>(work: () => T): Promise<T> {
    return throughBusy(() => {
      const written = inTransaction(this.db, work);
      this.readers.lookAgain();
      return written;
    });
  }

  close(): void {
    this.readers.forget();
    this.db.close();
  }
}
