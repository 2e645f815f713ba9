import { fields, type Field } from '../../words/terms.js';
import type { PassageTerms } from '../passage-terms.js';
import type { IndexedDocument, IndexedPassage } from '../port.js';
import { passageVector, type Sparse } from './sparse.js';
import type { IndexRecord } from './wire.js';

/** A record's id: it says which passage of which version it is, so nothing has to be looked up to delete it. */
export const idOf = (document_id: string, revision: number, number: number): string =>
  `${document_id}#${revision}#${number}`;

export function placeIn(id: string): { document_id: string; revision: number; number: number } {
  const [document_id = '', revision, number] = id.split('#');
  return { document_id, revision: Number(revision), number: Number(number) };
}

/** A passage as the index gives it back, with its weights. */
export interface StoredPassage {
  readonly passage: IndexedPassage;
  readonly lengths: Readonly<Record<Field, number>>;
  readonly sparse: Sparse;
}

/** With the words of a passage, and all that is shown of it. */
export function wordsRecord(
  { document_id, revision, language }: IndexedDocument,
  { number, text, start, end, heading, page }: IndexedPassage,
  terms: PassageTerms,
): IndexRecord {
  return {
    id: idOf(document_id, revision, number),
    sparseValues: passageVector(terms),
    metadata: {
      ...{ document_id, language, text, start, end, ...terms.lengths },
      ...(heading.length > 0 ? { heading: [...heading] } : {}),
      ...(page === undefined ? {} : { page }),
    },
  };
}

/** With the meaning of a passage. */
export const meaningRecord = (
  { document_id, revision, language }: Pick<IndexedDocument, 'document_id' | 'revision' | 'language'>,
  number: number,
  model: string,
  vector: Float32Array,
): IndexRecord => ({
  id: idOf(document_id, revision, number),
  values: [...vector],
  metadata: { document_id, language, model },
});

export function passageIn({ id, metadata = {}, sparseValues }: IndexRecord): StoredPassage {
  const { text, start, end, heading, page } = metadata;
  const lengths = Object.fromEntries(fields.map((field) => [field, Number(metadata[field])])) as Record<Field, number>;
  const passage = {
    ...{ number: placeIn(id).number, text: String(text), start: Number(start), end: Number(end) },
    heading: (heading ?? []) as string[],
    ...(page === undefined ? {} : { page: Number(page) }),
  };
  return { passage, lengths, sparse: sparseValues ?? { indices: [], values: [] } };
}
