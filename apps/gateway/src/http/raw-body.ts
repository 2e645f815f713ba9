import type { Readable } from 'node:stream';
import { FleetError } from '@parley/contracts';

/** A body as it came: read only after the door has let the request in. */
export class RawBody {
  constructor(
    /** The `Content-Type` header. */
    readonly type: string | undefined,
    readonly bytes: Buffer,
  ) {}
}

/** A form of which nothing is read yet: whoever takes it reads it as it comes. */
export class UnreadForm {
  constructor(
    /** The `Content-Type` header, with its boundary. */
    readonly type: string,
    readonly stream: Readable,
  ) {}
}

const JSON_TYPE = /^application\/json\s*(?:;|$)/i;
const FOREIGN_CHARSET = /;\s*charset\s*=\s*"?(?!utf-?8)/i;
/** An escape of half a surrogate pair: what it stands for may not be text. */
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

const utf8 = new TextDecoder('utf-8', { fatal: true });

export const isJson = (type: string | undefined): boolean => type !== undefined && JSON_TYPE.test(type);

/** The bytes as text. Throws `request.not_utf8`: nothing is repaired. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new FleetError('request.not_utf8');
  }
}

/** The value of a JSON body; nothing at all counts as `{}`. Throws `request.unsupported_media_type`, `request.not_utf8`, `request.not_json`. */
export function parseJson({ type, bytes }: RawBody): unknown {
  if (bytes.length === 0) return {};
  if (!isJson(type)) throw new FleetError('request.unsupported_media_type', { expected: 'application/json' });
  if (FOREIGN_CHARSET.test(type!)) throw new FleetError('request.not_utf8');
  const text = decodeUtf8(bytes);
  const value = parsed(text);
  if (SURROGATE_ESCAPE.test(text) && !isWellFormed(value)) throw new FleetError('request.not_utf8');
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FleetError('request.not_json');
  }
}

/** Every text in it, names of fields too, can be written as UTF-8. */
function isWellFormed(root: unknown): boolean {
  const waiting: unknown[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value === 'string' && !value.isWellFormed()) return false;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (!name.isWellFormed()) return false;
      waiting.push(inner);
    }
  }
  return true;
}
