import { FleetError, largestDocument, type DocumentType } from '@parley/contracts';

/** First bytes of files that are no text, or text of a format that is not read here. */
const foreign: readonly (readonly [name: string, signature: string])[] = [
  ['PDF', '%PDF-'],
  ['ZIP or Office', 'PK\x03\x04'],
  ['ZIP or Office', 'PK\x05\x06'],
  ['Office 97', '\xD0\xCF\x11\xE0'],
  ['RTF', '{\\rtf'],
  ['PNG', '\x89PNG'],
  ['JPEG', '\xFF\xD8\xFF'],
  ['GIF', 'GIF8'],
  ['gzip', '\x1F\x8B'],
  ['PostScript', '%!PS'],
];
/** With a higher share of control characters it is no text. */
const mostControls = 0.01;

/** What was handed in, as text without byte order mark, and what it is by its content. */
export interface ReadSource {
  readonly content_type: DocumentType;
  readonly source: string;
  readonly bytes: number;
}

/**
 * Throws `FleetError`: `request.invalid` (not base64), `document.too_large`, `document.empty`,
 * `document.type_unsupported`, `document.unreadable` (not UTF-8).
 */
export function readSource(content_base64: string, declared: string | undefined): ReadSource {
  const bytes = decode(content_base64);
  if (bytes.length > largestDocument)
    throw new FleetError('document.too_large', { bytes: bytes.length, most: largestDocument });
  const head = bytes.subarray(0, 16).toString('latin1');
  const known = foreign.find(([, signature]) => head.startsWith(signature));
  if (known) throw new FleetError('document.type_unsupported', { found: known[0] });
  if (head.startsWith('\xFF\xFE') || head.startsWith('\xFE\xFF'))
    throw new FleetError('document.unreadable', { found: 'UTF-16' });
  if (bytes.includes(0)) throw new FleetError('document.type_unsupported', { found: 'binary' });
  const source = decodeUtf8(bytes);
  if (!/[\p{L}\p{N}]/u.test(source)) throw new FleetError('document.empty');
  const controls = source.match(/[\x01-\x08\x0E-\x1F\x7F]/g)?.length ?? 0;
  if (controls > source.length * mostControls) throw new FleetError('document.type_unsupported', { found: 'binary' });
  return { content_type: typeOf(source, declared), source, bytes: bytes.length };
}

function decode(content_base64: string): Buffer {
  if (content_base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(content_base64))
    throw new FleetError('request.invalid', { fields: { content_base64: ['isBase64'] } });
  return Buffer.from(content_base64, 'base64');
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FleetError('document.unreadable', { found: 'not UTF-8' });
  }
}

const beginning = /^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,1000}-->\s*)*/;
const page = /^<(?:!doctype\s+html|html|head|body)[\s>]/i;
const otherMarkup = /^<(?:\?xml|!doctype|svg|rss|feed)[\s>]/i;
const element = /^<(?:article|div|dl|h[1-6]|header|main|ol|p|section|table|ul)[\s>]/i;
const markdownMark = /^(?:#{1,6} \S|```|~~~|---[ \t]*$|\|.*\|[ \t]*$)/m;

/** A page by how it begins; the declared type decides only where both could be meant. */
function typeOf(source: string, declared: string | undefined): DocumentType {
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
