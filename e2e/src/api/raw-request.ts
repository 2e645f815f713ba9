import { request } from 'node:http';

export interface RawReply {
  readonly status: number;
  /** Of the envelope; `undefined` when the reply is a stream of events. */
  readonly envelope: Envelope | undefined;
}

export interface Envelope {
  readonly success: boolean;
  readonly data: unknown;
  readonly error: { readonly code: string; readonly message: string; readonly suggested_action: string } | null;
}

const PATIENCE_MS = 30_000;

/** One request with whatever bytes; a stream of events is left as soon as it began. Throws when the reply is no envelope. */
export function rawRequest(options: {
  readonly url: string;
  readonly method: string;
  /** As it is written. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}): Promise<RawReply> {
  const { hostname, port } = new URL(options.url);
  const { method, path, headers, body } = options;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const asked = request({ hostname, port, method, path, headers: { ...headers }, signal }, (response) => {
      const status = response.statusCode!;
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        asked.destroy();
        return resolve({ status, envelope: undefined });
      }
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece)).once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(pieces).toString();
        try {
          resolve({ status, envelope: envelopeOf(text) });
        } catch {
          reject(new Error(`${method} ${path}: ${status}, no envelope: ${text.slice(0, 200)}`));
        }
      });
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

function envelopeOf(text: string): Envelope {
  const envelope = JSON.parse(text) as Envelope;
  if (typeof envelope.success !== 'boolean' || envelope.success !== (envelope.error === null)) throw new Error();
  return envelope;
}
