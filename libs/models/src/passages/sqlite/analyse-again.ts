import type { DatabaseSync } from 'node:sqlite';
import type { Language } from '@parley/contracts';
import { analysisFingerprint } from '../../words/fingerprint.js';
import { PartitionChange } from './partition-change.js';
import { termsOf } from '../passage-terms.js';

interface Row {
  readonly slot: number;
  readonly text: string;
  readonly heading: string;
  readonly title: string;
  readonly language: Language;
}

/** Whether the terms in the file were made as this program makes them. */
export const isAnalysed = (db: DatabaseSync): boolean =>
  db.prepare('SELECT fingerprint FROM analysis').get()?.['fingerprint'] === analysisFingerprint;

/** Makes the terms of all passages anew, from their texts. Within a transaction. */
export function analyseAgain(db: DatabaseSync): void {
  db.exec('DELETE FROM postings; DELETE FROM lengths; DELETE FROM analysis');
  db.exec('UPDATE partitions SET passages = 0, stems = 0, grams = 0, concepts = 0');
  const passages = db.prepare(
    `SELECT slot, text, heading, title, language FROM passages JOIN documents ON documents.no = document_no
     WHERE partition_no = ?`,
  );
  for (const { no } of db.prepare('SELECT no FROM partitions').all() as { no: number }[]) {
    const change = new PartitionChange(no);
    for (const { slot, text, heading, title, language } of passages.iterate(no) as Iterable<Row>)
      change.add(slot, termsOf({ text, heading: JSON.parse(heading) as string[] }, title, language));
    change.apply(db);
  }
  db.exec('UPDATE tenants SET revision = revision + 1');
  db.prepare('INSERT INTO analysis (fingerprint) VALUES (?)').run(analysisFingerprint);
}
