import { newId, type Language } from '@parley/contracts';
import type { IndexedDocument, PassageIndex } from './port.js';

/** An empty index. */
export interface GivenIndex {
  /** Another one over the same passages, as another process has. */
  open(): Promise<PassageIndex>;
  /** All that were opened are closed. */
  remove(): Promise<void>;
}

export const tenant = 'acme';

interface GivenDocument {
  readonly id?: string;
  readonly revision?: number;
  readonly title?: string;
  readonly language?: Language;
  readonly texts: readonly string[];
  readonly vectors?: readonly Float32Array[];
}

export const document = ({
  id = newId(),
  revision = 1,
  title = '',
  language = 'en',
  texts,
  vectors,
}: GivenDocument): IndexedDocument => ({
  document_id: id,
  revision,
  title,
  language,
  passages: texts.map((text, number) => ({ number, text, start: number, end: number + text.length, heading: [] })),
  ...(vectors ? { embedding: { model: 'test', vectors } } : {}),
});

/** Of length 1, in as many dimensions as the local model has, these first. */
export const unit = (values: readonly number[]): Float32Array => {
  const vector = Float32Array.from({ length: 384 }, (_, at) => values[at] ?? 0);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

/** Two connections to one index that is empty at first. */
export interface At {
  readonly writer: PassageIndex;
  readonly reader: PassageIndex;
  /** The texts of the passages that are found, best first. */
  texts(text: string, more?: Asked): Promise<string[]>;
  /** Another index. */
  make(): Promise<GivenIndex>;
}

export interface Asked {
  readonly language?: Language;
  readonly of?: string;
  readonly document_ids?: string[];
  readonly limit?: number;
}
