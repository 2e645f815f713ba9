import type { Language } from '@parley/contracts';
import type { PhraseSaid } from './rarity.js';
import type { Analysis } from '../words/analyse.js';

/** A piece of a document that can be found. Offsets are UTF-16 into the document's text, `end` exclusive. */
export interface IndexedPassage {
  /** From 0, in the order of the document. */
  readonly number: number;
  /** Verbatim: the document's text from `start` to `end`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Headings above it, outermost first, without the document's title. */
  readonly heading: readonly string[];
  readonly page?: number;
}

export interface DocumentFacts {
  readonly document_id: string;
  /** Number of the version; it only grows. */
  readonly revision: number;
  readonly title: string;
  /** Where customers can read it. */
  readonly url?: string;
  readonly language: Language;
}

export interface IndexedDocument extends DocumentFacts {
  readonly passages: readonly IndexedPassage[];
  /**
   * One vector of length 1 for each passage, in their order, and the name of the `Embedder` that made them. Without it
   * the document is found by its words alone.
   */
  readonly embedding?: { readonly model: string; readonly vectors: readonly Float32Array[] };
}

export interface PassageQuery {
  readonly text: string;
  /** Of the documents sought. */
  readonly language: Language;
  /** Of `text`, where it is another: then names, numbers, borrowed words and known concepts carry it across. */
  readonly asked_in?: Language;
  /** At most so many hits, 1 to 50. */
  readonly limit: number;
  /** Of `text`, compared with the vectors that the same model made, as far as the model knows its words. */
  readonly embedding?: { readonly model: string; readonly vector: Float32Array; readonly knows: number };
  /** Only these documents. */
  readonly document_ids?: readonly string[];
}

export interface PassageHit {
  readonly document: DocumentFacts;
  readonly passage: IndexedPassage;
  /** Share of the best that any hit of the query has in words and in meaning, 0 to 1. */
  readonly score: number;
  /** BM25 of words, their parts and their meanings, in units of the rarest word's inverse document frequency. */
  readonly words: number;
  /** Cosine of the vectors; missing where there was none to compare. */
  readonly meaning?: number;
}

export interface PassageResults {
  /** Best first. */
  readonly hits: readonly PassageHit[];
  readonly query: Analysis;
  /** For each word of the query how much it says, by how rare it and its like are in the documents searched: 0 of grammar, to 1. */
  readonly rarity: readonly number[];
  /** The same of the words themselves, whatever means the same as they do. */
  readonly alone: readonly number[];
  /** Those that say more than their words. */
  readonly phrases: readonly PhraseSaid[];
  /** Number of passages that were searched. */
  readonly searched: number;
}

/** A passage without a vector of the model that is wanted. */
export interface VectorGap {
  readonly tenant: string;
  readonly document_id: string;
  readonly revision: number;
  readonly title: string;
  readonly number: number;
  readonly heading: readonly string[];
  readonly text: string;
}

export interface VectorGaps {
  readonly gaps: readonly VectorGap[];
  /** Where to go on; missing at the end. */
  readonly next?: string;
}

export interface AddedVectors {
  readonly tenant: string;
  readonly model: string;
  readonly vectors: readonly (Pick<VectorGap, 'document_id' | 'revision' | 'number'> & {
    readonly vector: Float32Array;
  })[];
}

/**
 * Passages of all tenants, written by ingestion and read by llm in processes of their own. Every change is whole and
 * visible to all readers as soon as its promise resolves (of an index that is a service of its own, what is new may
 * be found some seconds later; what is gone is gone at once). No figure of one tenant depends on the documents of another.
 */
export interface PassageIndex {
  /**
   * Makes this version the live one: passages of the version before are gone at the same moment. `false` and without
   * effect when a later version is or was live, or when this one or a later one was deleted. Rejects with the reason of
   * `signal`, and the version is not live, when that comes before it would be.
   */
  replaceDocument(tenant: string, document: IndexedDocument, signal?: AbortSignal): Promise<boolean>;

  /** Takes the document out; versions up to `revision` cannot come back. `false` when none of it was live. */
  deleteDocument(tenant: string, document_id: string, revision: number): Promise<boolean>;

  search(tenant: string, query: PassageQuery): Promise<PassageResults>;

  /** Passages of one live document from number `from` to `to` inclusive, in order. */
  passages(tenant: string, document_id: string, from: number, to: number): Promise<IndexedPassage[]>;

  /** The passage that a document begins with, of this version of it; nothing when that is not live any more. */
  lead(tenant: string, document: DocumentFacts): Promise<IndexedPassage | undefined>;

  /** Grows with every change of the tenant's live documents; 0 when there never was one. */
  revision(tenant: string): Promise<number>;

  count(tenant: string): Promise<{ documents: number; passages: number }>;

  /** Live passages of all tenants that `model` has made no vector of, from where a page before ended, at most `limit`. */
  vectorGaps(model: string, after: string | undefined, limit: number): Promise<VectorGaps>;

  /** Puts vectors to live passages, in place of those of another model; passages that are gone are passed over. */
  addVectors(added: AddedVectors): Promise<void>;

  close(): void;
}
