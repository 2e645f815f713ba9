import type { IndexedDocument } from '@parley/models';
import type { RefusalCode } from '../parse/refusal.js';
import type { CutDocument, Source } from './cut-document.js';

/** What the worker is told when it is started, as JSON in its first argument. */
export interface WorkerSettings {
  readonly passages_file: string;
  /** Folder of models; without it passages have no vectors. */
  readonly models: string | undefined;
}

/** Vectors in the order of the texts, and the model that made them. */
export interface Vectors {
  readonly model: string;
  readonly vectors: readonly Float32Array[];
}

/** One at a time. */
export type WorkerRequest =
  | { readonly kind: 'cut'; readonly given: Source }
  | { readonly kind: 'embed'; readonly texts: readonly string[] }
  | { readonly kind: 'index'; readonly tenant: string; readonly document: IndexedDocument };

export interface WorkerResults {
  readonly cut: CutDocument;
  /** Null where there is no model. */
  readonly embed: Vectors | null;
  /** False when a later version is live or the document was deleted. */
  readonly index: boolean;
}

export type WorkerMessage =
  | { readonly kind: 'ready' }
  /** `cut`: the document is read, what follows is cutting it. */
  | { readonly kind: 'parsed' }
  | { readonly kind: 'done'; readonly result: unknown }
  /** Now or ever. */
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly reason: string }
  /** This time. */
  | { readonly kind: 'failed'; readonly code: string; readonly stack: string };
