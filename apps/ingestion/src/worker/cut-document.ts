import type { DocumentType, Language } from '@parley/contracts';
import { chunksOf, type ChunkSpan } from '../chunk/chunk.js';
import { identifyLanguage } from '../language/identify.js';
import { titleOf, type Outline, type PageFailure } from '../parse/outline.js';
import { Refusal } from '../parse/refusal.js';
import { readSource } from './readers.js';

/** What is known of a document before it is read. */
export interface SourceFacts {
  readonly content_type: DocumentType;
  readonly name: string;
  readonly title?: string;
  readonly language?: Language;
  /** Opens a protected document. */
  readonly password?: string;
}

/** A document to be read: its text without byte order mark, or its bytes. */
export type Source = SourceFacts & { readonly content: string | Uint8Array };

/** A document read and cut. */
export interface CutDocument {
  readonly title: string;
  readonly language: Language;
  /** The canonical text where it is not the source itself. */
  readonly text?: string;
  readonly chunks: readonly ChunkSpan[];
  /** Of a document that has pages; the first of the failed ones. */
  readonly pages?: { readonly total: number; readonly failed: number; readonly first_failed: readonly PageFailure[] };
}

/** Told while a document is being read. */
export interface Progress {
  onPage(done: number, total: number): void;
  /** It is read, what follows is cutting it. */
  onParsed(): void;
}

/** More chunks than this come of no text that somebody reads. */
const mostChunks = 5000;
/** Longest canonical text, in UTF-16 units: that of the largest upload. */
const longestText = 25 * 1024 * 1024;
/** Of the pages that failed so many are named. */
const mostFailures = 20;

/** Throws `Refusal`. */
export async function cutDocument(given: Source, progress: Progress): Promise<CutDocument> {
  const outline = await readSource(given, progress.onPage);
  progress.onParsed();
  return cutOutline(given, outline);
}

/** Throws `Refusal`. */
export function cutOutline(given: Source, outline: Outline): CutDocument {
  const { text } = outline;
  if (text.length > longestText) throw new Refusal('document.too_complex', 'text');
  const title = given.title ?? outline.title ?? titleOf(given.name);
  const chunks = chunksOf(outline, title);
  if (chunks.length === 0) throw new Refusal('document.empty');
  if (chunks.length > mostChunks) throw new Refusal('document.too_complex', 'chunks');
  const language = given.language ?? identifyLanguage(beginning(text, chunks));
  return { title, language, chunks, ...(text === given.content ? {} : { text }), ...pagesOf(outline) };
}

/** Enough of what is said to know its language. */
const beginning = (text: string, chunks: readonly ChunkSpan[]): string =>
  chunks
    .slice(0, 50)
    .map(({ start, end }) => text.slice(start, end))
    .join('\n');

function pagesOf({ pages }: Outline): Pick<CutDocument, 'pages'> {
  if (!pages) return {};
  const { total, failed } = pages;
  return { pages: { total, failed: failed.length, first_failed: failed.slice(0, mostFailures) } };
}
