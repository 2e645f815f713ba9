import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the public API said no to. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly suggestedAction: string,
  ) {
    super(`${message} (${code})`);
  }
}

interface Envelope<T> {
  readonly success: boolean;
  readonly data: T;
  readonly error: { readonly code: string; readonly message: string; readonly suggested_action: string } | null;
}

interface Reply<T> {
  readonly response: Response;
  readonly envelope: Envelope<T>;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** A form goes as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const TRIES = 20;
const AGAIN_MS = 1000;
/** For one reply; a large upload takes a while. */
const PATIENCE_MS = 120_000;
const LONGEST_WAIT_MS = 65_000;

/** Seconds until the limit allows the next request; a fleet that is still coming up is asked again after one. */
const waitMs = (response: Response): number =>
  Math.min(Number(response.headers.get('retry-after') ?? 1) * 1000, LONGEST_WAIT_MS);

/** The public HTTP API as one signed-in user. Waits where a limit or a part that is away asks for it. */
export class Api {
  private token: string | undefined;
  /** Called again when the access token has expired. */
  private logIn: (() => Promise<string>) | undefined;

  constructor(private readonly url: string) {}

  async signIn(credentials: { tenant: string; email: string; password: string }): Promise<void> {
    this.logIn = async () => {
      this.token = undefined;
      const call: Call = { method: 'POST', path: '/users/login', body: credentials };
      return (await this.call<{ access_token: string }>(call)).access_token;
    };
    this.token = await this.logIn();
  }

  async call<T>(call: Call): Promise<T> {
    const key = randomUUID();
    for (let attempt = 1; ; attempt++) {
      const again = attempt < TRIES;
      const reply = await this.ask<T>(call, key).catch((cause: unknown) => {
        if (!again || !mayBeRepeated(call, cause)) throw new Error(`${this.url} cannot be reached`, { cause });
        return undefined;
      });
      if (reply?.response.ok) return reply.envelope.data;
      if (!reply) await sleep(AGAIN_MS);
      else if (again && reply.envelope.error?.code === 'auth.token_expired' && this.logIn)
        this.token = await this.logIn();
      else if (again && isAway(reply.response)) await sleep(waitMs(reply.response));
      else throw errorOf(reply);
    }
  }

  private async ask<T>({ method, path, body, headers }: Call, key: string): Promise<Reply<T>> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': key } : {}),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { response, envelope: (await response.json()) as Envelope<T> };
  }
}

/** Where the gateway ended, which starts again in a moment: fetch calls that a type error. What a PUT has done cannot be told then. */
const mayBeRepeated = ({ method }: Call, cause: unknown): boolean =>
  (cause as Error).name === 'TypeError' && method !== 'PUT';

const isAway = ({ status }: Response): boolean => status === 429 || status === 503;

function errorOf({ response: { status }, envelope }: Reply<unknown>): ApiError {
  const unknown = { code: 'unknown', message: `HTTP ${status}`, suggested_action: '' };
  const { code, message, suggested_action } = envelope.error ?? unknown;
  return new ApiError(status, code, message, suggested_action);
}
