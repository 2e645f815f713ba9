import type { DoorReply, DoorRequest } from '../http/request.js';
import type { SiteFile } from './site.js';

const FOREVER = 'public, max-age=31536000, immutable';
/** Kept, but asked for anew each time; mostly answered with 304. */
const FRESH = 'no-cache';

/** Sends a file with its caching, compressed where the browser takes that, or 304 where the browser has it. */
export function sendFile(
  request: DoorRequest,
  reply: DoorReply,
  file: SiteFile,
  caching = file.immutable ? FOREVER : FRESH,
): void {
  void reply.header('cache-control', caching).header('etag', file.etag).header('vary', 'accept-encoding');
  if (request.headers['if-none-match']?.includes(file.etag)) {
    void reply.status(304).send();
    return;
  }
  const zipped = takesGzip(request.headers['accept-encoding']) ? file.gzipped : undefined;
  if (zipped) void reply.header('content-encoding', 'gzip');
  void reply.type(file.type).send(zipped ?? file.bytes);
}

const takesGzip = (accepted: string | string[] | undefined): boolean => /\bgzip\b(?!\s*;\s*q=0)/.test(`${accepted}`);
