import type { DocumentType } from '@parley/contracts';
import { readHtml } from '../parse/html.js';
import { readMarkdown } from '../parse/markdown.js';
import type { Outline } from '../parse/outline.js';
import { readPlainText } from '../parse/plain-text.js';
import { Refusal } from '../parse/refusal.js';
import type { Source } from './cut-document.js';

type OnPage = (done: number, total: number) => void;
type Reader = (given: Source, onPage: OnPage) => Outline | Promise<Outline>;

/** The parsers of PDF and DOCX are loaded when the first such document comes: they are large. */
const readers: Record<DocumentType, Reader> = {
  'text/markdown': (given) => readMarkdown(textOf(given)),
  'text/html': (given) => readHtml(textOf(given)),
  'text/plain': (given) => readPlainText(textOf(given)),
  'application/pdf': async (given, onPage) =>
    (await import('../parse/pdf/pdf.js')).readPdf(bytesOf(given), given.password, onPage),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': async (given) =>
    (await import('../parse/docx.js')).readDocx(bytesOf(given)),
};

export const readSource: Reader = (given, onPage) => readers[given.content_type](given, onPage);

/** Throws `Refusal` when it is not UTF-8. */
function textOf({ content }: Source): string {
  if (typeof content === 'string') return content;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new Refusal('document.unreadable', 'not UTF-8');
  }
}

const bytesOf = ({ content }: Source): Uint8Array => (typeof content === 'string' ? Buffer.from(content) : content);
