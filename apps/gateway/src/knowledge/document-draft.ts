import { createHash } from 'node:crypto';
import { AddressDraft, DocumentDraft, FleetError, largestPiece } from '@parley/contracts';
import { checked } from '../http/checking.pipe.js';
import { RawBody, parseJson } from '../http/raw-body.js';
import { DocumentBody } from './bodies.js';

const longestName = 300;

/**
 * The document of a JSON body: its text, or its address. Throws `document.too_large`, `document.empty`,
 * `request.invalid` and what `parseJson` throws.
 */
export function documentDraftOf(body: unknown): DocumentDraft | AddressDraft {
  if (!(body instanceof RawBody)) throw new FleetError('request.invalid', { fields: { '': ['has no body'] } });
  const plain = parseJson(body);
  refuseLongContent(plain);
  const { content, url, name, ...rest } = checked(DocumentBody, plain);
  if ((content === undefined) === (url === undefined))
    throw new FleetError('request.invalid', { fields: { content: ['exactly one of content and url'] } });
  if (url !== undefined) return { ...rest, name: name ?? url.slice(0, longestName), url };
  const called = name ?? rest.title?.slice(0, longestName).toWellFormed() ?? nameFor(content!);
  return { ...rest, name: called, content_base64: encoded(Buffer.from(content!)) };
}

/** The same content has the same name, so that it is known again. */
const nameFor = (content: string): string => `text ${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;

function refuseLongContent(plain: unknown): void {
  const content = (plain as { content?: unknown } | null)?.content;
  if (typeof content === 'string' && content.length > largestPiece) throw tooLarge();
}

function encoded(bytes: Buffer): string {
  if (bytes.length > largestPiece) throw tooLarge();
  if (bytes.length === 0) throw new FleetError('document.empty');
  return bytes.toString('base64');
}

const tooLarge = (): FleetError =>
  new FleetError('document.too_large', { most_bytes: largestPiece, larger_ones: 'multipart/form-data' });
