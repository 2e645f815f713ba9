import type { IndexedDocument } from '@parley/models';
import type { RefusalCode } from '../parse/refusal.js';
import type { CutDocument, SourceFacts } from './cut-document.js';

/** What the worker is told when it is started, as JSON in its first argument. */
export interface WorkerSettings {
  readonly passages_file: string;
  /** Folder of models; without it passages have no vectors. */
  readonly models: string | undefined;
  /** Of the whole process; with more it ends itself. */
  readonly memory_mb: number;
}

/** Vectors in the order of the texts, and the model that made them. */
export interface Vectors {
  readonly model: string;
  readonly vectors: readonly Float32Array[];
}

/** One at a time. */
export type WorkerRequest =
  /** Without `text` its content is the pieces that were sent before. */
  | { readonly kind: 'cut'; readonly given: SourceFacts; readonly text?: string }
  | { readonly kind: 'embed'; readonly texts: readonly string[] }
  | { readonly kind: 'index'; readonly tenant: string; readonly document: IndexedDocument };

/** The next piece of the document that is to be cut. */
export interface WorkerPiece {
  readonly kind: 'piece';
  /** 0 begins another document. */
  readonly number: number;
  readonly bytes: Uint8Array;
}

export interface WorkerResults {
  readonly cut: CutDocument;
  /** Null where there is no model. */
  readonly embed: Vectors | null;
  /** False when a later version is live or the document was deleted. */
  readonly index: boolean;
}

/** How far the reading of a document is. */
export type CutProgress =
  | { readonly kind: 'pages'; readonly done: number; readonly total: number }
  /** It is read, what follows is cutting it. */
  | { readonly kind: 'parsed' };

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | CutProgress
  | { readonly kind: 'done'; readonly result: unknown }
  /** Now or ever. */
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly reason: string }
  /** This time. */
  | { readonly kind: 'failed'; readonly code: string; readonly stack: string };
