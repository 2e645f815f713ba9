import type { DocumentType, Language } from '@parley/contracts';
import { chunksOf, type ChunkSpan } from '../chunk/chunk.js';
import { identifyLanguage } from '../language/identify.js';
import { readHtml } from '../parse/html.js';
import { readMarkdown } from '../parse/markdown.js';
import { titleOf, type Outline } from '../parse/outline.js';
import { readPlainText } from '../parse/plain-text.js';
import { Refusal } from '../parse/refusal.js';

/** A document as it was handed in; `source` is without byte order mark. */
export interface Source {
  readonly content_type: DocumentType;
  readonly source: string;
  readonly name: string;
  readonly title?: string;
  readonly language?: Language;
}

/** A document read and cut. */
export interface CutDocument {
  readonly title: string;
  readonly language: Language;
  /** The canonical text where it is not the source itself. */
  readonly text?: string;
  readonly chunks: readonly ChunkSpan[];
}

const readers: Record<DocumentType, (source: string) => Outline> = {
  'text/markdown': readMarkdown,
  'text/html': readHtml,
  'text/plain': readPlainText,
};

/** More chunks than this come of no text that somebody reads. */
const mostChunks = 5000;

/** `onParsed` is called between reading and cutting. Throws `Refusal`. */
export function cutDocument(given: Source, onParsed: () => void): CutDocument {
  const outline = readers[given.content_type](given.source);
  onParsed();
  const title = given.title ?? outline.title ?? titleOf(given.name);
  const chunks = chunksOf(outline, title);
  if (chunks.length === 0) throw new Refusal('document.empty');
  if (chunks.length > mostChunks) throw new Refusal('document.too_complex', 'chunks');
  const language =
    given.language ?? identifyLanguage(chunks.map(({ start, end }) => outline.text.slice(start, end)).join('\n'));
  return { title, language, chunks, ...(outline.text === given.source ? {} : { text: outline.text }) };
}
