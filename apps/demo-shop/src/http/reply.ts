import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** A request that the shop says no to. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
  }
}

const largestBody = 16 * 1024;

/** The JSON object of a request. Throws `Refusal`. */
export async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > largestBody) throw new Refusal(413, 'too_large');
    parts.push(part);
  }
  try {
    const body: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
    if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
  } catch {
    // refused below
  }
  throw new Refusal(400, 'not_json');
}

export function textIn(body: Record<string, unknown>, field: string, most = 254): string {
  const value = body[field];
  if (typeof value !== 'string' || value === '' || value.length > most) throw new Refusal(400, 'invalid', { field });
  return value;
}

export function sendJson(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
