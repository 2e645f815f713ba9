import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AddedVectors, VectorGap, VectorGaps } from '../port.js';
import { Vectors } from './vectors.js';

/** Passages looked at in one go: a few milliseconds. */
const scanned = 1000;

interface Row {
  readonly no: number;
  readonly tenant: string;
  readonly document_id: string;
  readonly revision: number;
  readonly title: string;
  readonly number: number;
  readonly heading: string;
  readonly text: string;
  readonly model: string | null;
}

/** Passages whose vectors another model made, or none. */
export class Gaps {
  private readonly vectors: Vectors;
  private readonly scan: StatementSync;

  constructor(private readonly db: DatabaseSync) {
    this.vectors = new Vectors(db);
    this.scan = db.prepare(
      `SELECT passages.no AS no, tenant, document_id, documents.revision AS revision, title, number, heading, text, model
       FROM passages JOIN documents ON documents.no = document_no JOIN tenants ON tenants.no = tenant_no
       LEFT JOIN vectors ON passage_no = passages.no LEFT JOIN models ON models.no = model_no
       WHERE passages.no > ? ORDER BY passages.no LIMIT ${scanned}`,
    );
  }

  find(wanted: string, after: string | undefined, limit: number): VectorGaps {
    const rows = this.scan.all(Number(after ?? 0)) as unknown as Row[];
    const gaps: VectorGap[] = [];
    for (const { no, model, heading, ...rest } of rows) {
      if (gaps.length === limit) return { gaps, next: String(no - 1) };
      if (model !== wanted) gaps.push({ ...rest, heading: JSON.parse(heading) as string[] });
    }
    return { gaps, ...(rows.length === scanned ? { next: String(rows.at(-1)!.no) } : {}) };
  }

  /** Within a transaction; what is not live any more is passed over. */
  fill({ tenant, model, vectors }: AddedVectors): void {
    const passage = this.db.prepare(
      `SELECT passages.no AS no, partition_no FROM passages JOIN documents ON documents.no = document_no
       JOIN tenants ON tenants.no = tenant_no
       WHERE tenant = ? AND document_id = ? AND documents.revision = ? AND live = 1 AND number = ?`,
    );
    for (const { document_id, revision, number, vector } of vectors) {
      const row = passage.get(tenant, document_id, revision, number) as
        { no: number; partition_no: number } | undefined;
      if (!row) continue;
      this.vectors.remove(row.no);
      this.vectors.add(row.partition_no, row.no, model, vector);
    }
  }
}
