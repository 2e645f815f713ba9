import { createHash } from 'node:crypto';
import { FleetError, largestPiece, type DocumentDraft, type DocumentType } from '@parley/contracts';
import { decodeUtf8, typeOfFile } from './sniff.js';

/** What a document says, as it is kept. */
export interface Content {
  readonly content_type: DocumentType;
  readonly bytes: number;
  /** Says whether it is the same: the text itself, or the hash of a file; of what is not fetched yet, nothing that is live. */
  readonly identity: string;
  readonly kept: { readonly source: string } | { readonly file: string } | { readonly url: string };
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const fileIdentity = (sha256: string): string => `sha256 ${sha256}`;

/** A document that was handed in whole; `source` is its text without byte order mark, if it is one. */
interface ReadDraft {
  readonly content_type: DocumentType;
  readonly bytes: Buffer;
  readonly source?: string;
}

/** Throws `FleetError`: `request.invalid` (not base64), `document.too_large`, and what `typeOfFile` throws. */
export function readDraft({
  content_base64,
  content_type: declared,
}: Pick<DocumentDraft, 'content_base64' | 'content_type'>): ReadDraft {
  const bytes = decode(content_base64);
  if (bytes.length > largestPiece)
    throw new FleetError('document.too_large', { bytes: bytes.length, most_bytes: largestPiece });
  const content_type = typeOfFile({ head: bytes, tail: bytes, whole: true }, declared);
  return { content_type, bytes, ...(content_type.startsWith('text/') ? { source: decodeUtf8(bytes, true) } : {}) };
}

/** Throws `request.invalid`. */
export function decode(content_base64: string): Buffer {
  if (content_base64.length % 4 !== 0 || /[^A-Za-z0-9+/=]|=(?!=?$)/.test(content_base64))
    throw new FleetError('request.invalid', { fields: { content_base64: ['isBase64'] } });
  return Buffer.from(content_base64, 'base64');
}
