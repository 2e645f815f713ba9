import { Backoff, pause } from './backoff.js';
import { ParleyError, unreachable, type Problem } from './error.js';
import { newKey } from './new-key.js';
import { addressOf, type AnyAsk } from './paths.js';
import type { TokenHolder } from './tokens.js';

export interface HttpOptions {
  /** Where the API is, without `/api/v1`; in a browser default the page's own origin. */
  readonly base_url: string;
  /** The public key of a company's chat box. */
  readonly widget_key?: string;
  readonly fetch: typeof fetch;
}

const TIMEOUT_MS = 30_000;
const RETRIES = 2;
/** Longest that a `Retry-After` is waited for by itself, in seconds. */
const PATIENCE_S = 5;

/** A repeat of these, after a reply that was lost, would do harm: a refresh token is good once. */
const once = new Set(['/api/v1/users/login', '/api/v1/users/refresh']);

interface Envelope {
  readonly success: boolean;
  readonly data: unknown;
  readonly error: Problem | null;
}

/** Requests with token, idempotency key and time-out; replies out of their envelopes. */
export class Http {
  constructor(
    private readonly options: HttpOptions,
    private readonly tokens: TokenHolder,
  ) {}

  /** The `data` of the reply. Rejects with a `ParleyError`, or with the reason of the caller's own abort. */
  async ask(method: string, route: string, ask: AnyAsk): Promise<unknown> {
    const headers: Record<string, string> = {};
    if (method === 'post') headers['idempotency-key'] = ask.idempotency_key ?? newKey();
    const backoff = new Backoff(300, 3000);
    const retries = once.has(route) ? 0 : (ask.retries ?? RETRIES);
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.attempt(method, route, ask, headers);
      } catch (error) {
        const wait = error instanceof ParleyError ? waitAfter(error, backoff) : undefined;
        if (wait === undefined || attempt >= retries) throw error;
        await pause(wait, ask.signal);
      }
    }
  }

  /** A response with this status and type, its body not read yet. A token that is refused is refreshed once. */
  async open(method: string, route: string, ask: AnyAsk, own: Readonly<Record<string, string>>): Promise<Response> {
    const token = this.tokens.current;
    const response = await this.fetched(method, route, ask, own, token);
    if (response.status !== 401 || once.has(route) || token === undefined) return response;
    const fresh = await this.tokens.after(token);
    if (fresh === undefined) return response;
    await response.body?.cancel();
    return this.fetched(method, route, ask, own, fresh);
  }

  private async attempt(method: string, route: string, ask: AnyAsk, own: Record<string, string>): Promise<unknown> {
    const late = AbortSignal.timeout(ask.timeout_ms ?? TIMEOUT_MS);
    const signal = ask.signal ? AbortSignal.any([ask.signal, late]) : late;
    try {
      const response = await this.open(method, route, { ...ask, signal }, own);
      return await dataOf(response);
    } catch (error) {
      throw error instanceof ParleyError ? error : unreachable(late.aborted ? late.reason : error, ask.signal);
    }
  }

  private fetched(
    method: string,
    route: string,
    ask: AnyAsk,
    own: Readonly<Record<string, string>>,
    token: string | undefined,
  ): Promise<Response> {
    const { base_url, widget_key } = this.options;
    const json = ask.body !== undefined && !(ask.body instanceof FormData);
    return this.options.fetch(`${base_url}${addressOf(route, ask)}`, {
      method: method.toUpperCase(),
      headers: {
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...(widget_key === undefined ? {} : { 'x-parley-widget-key': widget_key }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...own,
        ...ask.headers,
      },
      ...(ask.body === undefined ? {} : { body: json ? JSON.stringify(ask.body) : (ask.body as FormData) }),
      ...(ask.signal ? { signal: ask.signal } : {}),
      // There are no cookies; a browser shall not send those of others either.
      credentials: 'omit',
    });
  }
}

/** Throws a `ParleyError` for a reply of failure, and for one that is no envelope (a proxy's page). */
export async function dataOf(response: Response): Promise<unknown> {
  const envelope = (await response.json().catch((error: unknown) => {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  })) as Envelope | undefined;
  if (envelope?.error) throw ParleyError.of(response.status, envelope.error);
  if (!response.ok || envelope?.success !== true) {
    throw new ParleyError(response.status, 'client.not_an_envelope', 'The reply is not one of this API.');
  }
  return envelope.data;
}

/** Milliseconds after which the same is worth another try; nothing when it is not. */
function waitAfter(error: ParleyError, backoff: Backoff): number | undefined {
  const seconds = error.retry_after_s;
  if (error.status === 429) return seconds !== undefined && seconds <= PATIENCE_S ? seconds * 1000 : undefined;
  return error.transient ? (seconds ?? 0) * 1000 + backoff.next() : undefined;
}
