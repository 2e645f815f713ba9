import type { DatabaseSync } from 'node:sqlite';
import type { Language } from '@parley/contracts';
import type { IndexedDocument } from '../port.js';
import { PartitionChange } from './partition-change.js';
import { termsOf } from '../passage-terms.js';
import { Vectors } from './vectors.js';

interface DocumentRow {
  readonly no: number;
  readonly revision: number;
  readonly live: number;
  readonly title: string;
  readonly language: Language;
}

interface PassageRow {
  readonly no: number;
  readonly partition_no: number;
  readonly slot: number;
  readonly text: string;
  readonly heading: string;
}

/** Changes of the index; each method runs within one transaction. */
export class Writer {
  private readonly vectors: Vectors;

  constructor(private readonly db: DatabaseSync) {
    this.vectors = new Vectors(db);
  }

  replace(tenant: string, document: IndexedDocument): boolean {
    const tenant_no = this.tenantNo(tenant);
    const before = this.documentRow(tenant_no, document.document_id);
    if (before && (before.revision > document.revision || (before.revision === document.revision && !before.live)))
      return false;
    const changes = new Map<number, PartitionChange>();
    if (before) this.takeOut(before, changes);
    const document_no = this.writeDocument(tenant_no, document);
    this.putIn(tenant_no, document_no, document, changes);
    this.apply(tenant_no, changes);
    return true;
  }

  delete(tenant: string, document_id: string, revision: number): boolean {
    const tenant_no = this.tenantNo(tenant);
    const before = this.documentRow(tenant_no, document_id);
    if (before && before.revision > revision) return false;
    const changes = new Map<number, PartitionChange>();
    if (before) this.takeOut(before, changes);
    this.db
      .prepare(
        `INSERT INTO documents (tenant_no, document_id, revision, live, title, language) VALUES (?, ?, ?, 0, '', 'en')
         ON CONFLICT DO UPDATE SET revision = excluded.revision, live = 0, title = '', url = NULL`,
      )
      .run(tenant_no, document_id, revision);
    this.apply(tenant_no, changes);
    return before?.live === 1;
  }

  private takeOut(document: DocumentRow, changes: Map<number, PartitionChange>): void {
    const rows = this.db
      .prepare('SELECT no, partition_no, slot, text, heading FROM passages WHERE document_no = ?')
      .all(document.no) as unknown as PassageRow[];
    const free = this.db.prepare('INSERT INTO free_slots (partition_no, slot) VALUES (?, ?)');
    for (const { no, partition_no, slot, text, heading } of rows) {
      const terms = termsOf({ text, heading: JSON.parse(heading) as string[] }, document.title, document.language);
      changeOf(changes, partition_no).remove(slot, terms);
      free.run(partition_no, slot);
      this.vectors.remove(no);
    }
    this.db.prepare('DELETE FROM passages WHERE document_no = ?').run(document.no);
  }

  private putIn(
    tenant_no: number,
    document_no: number,
    document: IndexedDocument,
    changes: Map<number, PartitionChange>,
  ): void {
    const { title, language, passages, embedding } = document;
    const partition_no = this.partitionNo(tenant_no, language);
    const insert = this.db.prepare(
      `INSERT INTO passages (document_no, number, partition_no, slot, text, "start", "end", heading, page)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    passages.forEach((passage, index) => {
      const { number, text, start, end, heading, page } = passage;
      const slot = this.takeSlot(partition_no);
      const { lastInsertRowid } = insert.run(
        document_no, number, partition_no, slot, text, start, end, JSON.stringify(heading), page ?? null,
      ); // prettier-ignore
      changeOf(changes, partition_no).add(slot, termsOf(passage, title, language));
      const vector = embedding?.vectors[index];
      if (vector) this.vectors.add(partition_no, Number(lastInsertRowid), embedding.model, vector);
    });
  }

  private apply(tenant_no: number, changes: Map<number, PartitionChange>): void {
    for (const change of changes.values()) change.apply(this.db);
    this.db.prepare('UPDATE tenants SET revision = revision + 1 WHERE no = ?').run(tenant_no);
  }

  private takeSlot(partition_no: number): number {
    const free = this.db
      .prepare(
        `DELETE FROM free_slots WHERE partition_no = ?1 AND slot =
           (SELECT min(slot) FROM free_slots WHERE partition_no = ?1) RETURNING slot`,
      )
      .get(partition_no) as { slot: number } | undefined;
    if (free) return free.slot;
    const grown = this.db
      .prepare('UPDATE partitions SET slots = slots + 1 WHERE no = ? RETURNING slots')
      .get(partition_no);
    return (grown as { slots: number }).slots - 1;
  }

  private tenantNo(tenant: string): number {
    this.db.prepare('INSERT OR IGNORE INTO tenants (tenant, revision) VALUES (?, 0)').run(tenant);
    return (this.db.prepare('SELECT no FROM tenants WHERE tenant = ?').get(tenant) as { no: number }).no;
  }

  private partitionNo(tenant_no: number, language: Language): number {
    this.db.prepare('INSERT OR IGNORE INTO partitions (tenant_no, language) VALUES (?, ?)').run(tenant_no, language);
    const row = this.db
      .prepare('SELECT no FROM partitions WHERE tenant_no = ? AND language = ?')
      .get(tenant_no, language);
    return (row as { no: number }).no;
  }

  private documentRow(tenant_no: number, document_id: string): DocumentRow | undefined {
    return this.db
      .prepare('SELECT no, revision, live, title, language FROM documents WHERE tenant_no = ? AND document_id = ?')
      .get(tenant_no, document_id) as DocumentRow | undefined;
  }

  private writeDocument(tenant_no: number, { document_id, revision, title, url, language }: IndexedDocument): number {
    const row = this.db
      .prepare(
        `INSERT INTO documents (tenant_no, document_id, revision, live, title, url, language) VALUES (?, ?, ?, 1, ?, ?, ?)
         ON CONFLICT DO UPDATE SET revision = excluded.revision, live = 1, title = excluded.title, url = excluded.url,
           language = excluded.language RETURNING no`,
      )
      .get(tenant_no, document_id, revision, title, url ?? null, language);
    return (row as { no: number }).no;
  }
}

function changeOf(changes: Map<number, PartitionChange>, partition_no: number): PartitionChange {
  const change = changes.get(partition_no) ?? new PartitionChange(partition_no);
  changes.set(partition_no, change);
  return change;
}
