import { FleetError, type DocumentType } from '@parley/contracts';

/** First bytes of files that are no text, or text of a format that is not read here. */
const foreign: readonly (readonly [name: string, signature: string])[] = [
  ['Office 97', '\xD0\xCF\x11\xE0'],
  ['RTF', '{\\rtf'],
  ['PNG', '\x89PNG'],
  ['JPEG', '\xFF\xD8\xFF'],
  ['GIF', 'GIF8'],
  ['gzip', '\x1F\x8B'],
  ['PostScript', '%!PS'],
];
/** A PDF may have so many bytes of something else before it, as its readers take it. */
const pdfWithin = 1024;
/** With a higher share of control characters it is no text. */
const mostControls = 0.01;
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The ends of a file: all of a small one, so much of a large one that its type can be told. */
export interface FileEnds {
  readonly head: Buffer;
  readonly tail: Buffer;
  /** `head` is the whole file. */
  readonly whole: boolean;
}

/**
 * What a file is by its content. The declared type decides only where more than one could be meant. Throws `FleetError`:
 * `document.empty`, `document.encrypted`, `document.type_unsupported`, `document.unreadable` (not UTF-8).
 */
export function typeOfFile({ head, tail, whole }: FileEnds, declared: string | undefined): DocumentType {
  const start = head.subarray(0, 16).toString('latin1');
  if (isPdf(head)) return 'application/pdf';
  if (/^PK(?:\x03\x04|\x05\x06|\x07\x08)/.test(start)) return typeOfArchive(head, tail);
  if (start.startsWith('\xD0\xCF\x11\xE0') && hasProtection(head, tail)) throw new FleetError('document.encrypted');
  const known = foreign.find(([, signature]) => start.startsWith(signature));
  if (known) throw new FleetError('document.type_unsupported', { found: known[0] });
  if (start.startsWith('\xFF\xFE') || start.startsWith('\xFE\xFF'))
    throw new FleetError('document.unreadable', { found: 'UTF-16' });
  if (head.includes(0)) throw new FleetError('document.type_unsupported', { found: 'binary' });
  return typeOfText(decodeUtf8(head, whole), declared);
}

const isPdf = (head: Buffer): boolean =>
  /^\s*%PDF-/.test(head.subarray(0, pdfWithin).toString('latin1')) ||
  (head.subarray(0, pdfWithin).includes('%PDF-') && / obj\b[^]*\bendobj/.test(head.toString('latin1')));

/** By the folder of a DOCX; the names of what is in an archive stand at its end, and that of each before it. */
function typeOfArchive(head: Buffer, tail: Buffer): DocumentType {
  if (head.includes('word/') || tail.includes('word/')) return docx;
  throw new FleetError('document.type_unsupported', { found: 'ZIP or Office' });
}

/** Office writes a protected document as a package within the container of Office 97. */
const hasProtection = (head: Buffer, tail: Buffer): boolean =>
  [head, tail].some((bytes) => bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')));

/** The text of a file without its byte order mark. Of a part the last sign may be cut. Throws `document.unreadable`. */
export function decodeUtf8(bytes: Buffer, whole: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
  } catch {
    throw new FleetError('document.unreadable', { found: 'not UTF-8' });
  }
}

const beginning = /^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,1000}-->\s*)*/;
const page = /^<(?:!doctype\s+html|html|head|body)[\s>]/i;
const otherMarkup = /^<(?:\?xml|!doctype|svg|rss|feed)[\s>]/i;
const element = /^<(?:article|div|dl|h[1-6]|header|main|ol|p|section|table|ul)[\s>]/i;
const markdownMark = /^(?:#{1,6} \S|```|~~~|---[ \t]*$|\|.*\|[ \t]*$)/m;

/** A page by how it begins. Throws `document.empty`, `document.type_unsupported`. */
function typeOfText(source: string, declared: string | undefined): DocumentType {
  if (!/[\p{L}\p{N}]/u.test(source)) throw new FleetError('document.empty');
  const controls = source.match(/[\x01-\x08\x0E-\x1F\x7F]/g)?.length ?? 0;
  if (controls > source.length * mostControls) throw new FleetError('document.type_unsupported', { found: 'binary' });
  const body = source.slice(beginning.exec(source)![0].length);
  if (page.test(body)) return 'text/html';
  if (otherMarkup.test(body) || (body !== source && /^\s*<\?xml/.test(source)))
    throw new FleetError('document.type_unsupported', { found: 'XML' });
  const type = declared?.split(';', 1)[0]!.trim().toLowerCase();
  if (type === 'text/markdown' || type === 'text/x-markdown') return 'text/markdown';
  if (element.test(body) && /<\/[a-z][a-z0-9]*\s*>/i.test(body) && !markdownMark.test(body)) return 'text/html';
  if (type === 'text/html' && /<[a-z][a-z0-9]*[\s>/]/i.test(body)) return 'text/html';
  return type === 'text/plain' && !markdownMark.test(source) ? 'text/plain' : 'text/markdown';
}
