import type { DatabaseSync, StatementSync } from 'node:sqlite';

const found = `SELECT passages.no AS no, document_id, revision, title, url, language, number, text, "start", "end", heading,
  page FROM passages JOIN documents ON documents.no = document_no`;

function asArrays(statement: StatementSync): StatementSync {
  statement.setReturnArrays(true);
  return statement;
}

/** What readers ask, prepared once for a connection. */
export const readStatements = (db: DatabaseSync) => ({
  begin: db.prepare('BEGIN'),
  commit: db.prepare('COMMIT'),
  version: asArrays(db.prepare('PRAGMA data_version')),
  tenant: db.prepare('SELECT no, revision FROM tenants WHERE tenant = ?'),
  partition: db.prepare(
    `SELECT no, passages, slots, stems AS stem, grams AS gram, concepts AS concept FROM partitions
     WHERE tenant_no = ? AND language = ?`,
  ),
  lengths: db.prepare('SELECT bucket, list FROM lengths WHERE partition_no = ? AND field = ?'),
  postings: db.prepare('SELECT bucket, list FROM postings WHERE partition_no = ? AND term = ?'),
  inSlot: db.prepare(`${found} WHERE partition_no = ? AND slot = ?`),
  slot: db.prepare('SELECT slot FROM passages WHERE no = ?'),
  slotsOfDocument: db.prepare(
    `SELECT slot FROM documents JOIN passages ON document_no = documents.no
     WHERE tenant_no = ? AND document_id = ? AND partition_no = ?`,
  ),
  passagesOfDocument: db.prepare(
    `SELECT number, text, "start", "end", heading, page FROM passages JOIN documents ON documents.no = document_no
     JOIN tenants ON tenants.no = tenant_no
     WHERE tenant = ? AND document_id = ? AND number BETWEEN ? AND ? ORDER BY number`,
  ),
  leadOfDocument: db.prepare(
    `SELECT number, text, "start", "end", heading, page FROM passages JOIN documents ON documents.no = document_no
     JOIN tenants ON tenants.no = tenant_no
     WHERE tenant = ? AND document_id = ? AND documents.revision = ? AND live = 1 AND number = 0`,
  ),
  documentCount: db.prepare(
    'SELECT count(*) AS n FROM documents JOIN tenants ON tenants.no = tenant_no WHERE tenant = ? AND live = 1',
  ),
  passageCount: db.prepare(
    `SELECT coalesce(sum(passages), 0) AS n FROM partitions JOIN tenants ON tenants.no = tenant_no WHERE tenant = ?`,
  ),
});

export type ReadStatements = ReturnType<typeof readStatements>;
