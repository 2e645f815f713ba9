/** What came back: the status and the envelope's two sides. */
export interface Reply<T> {
  readonly status: number;
  readonly data: T;
  readonly error: { readonly code: string; readonly message: string; readonly details: Record<string, unknown> } | null;
  readonly headers: Headers;
}

interface Ask {
  readonly token?: string | undefined;
  readonly widget_key?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly timeout_ms?: number;
}

/** The public API as a program of a user's would call it. */
export class Api {
  constructor(readonly url: string) {}

  async ask<T>(
    method: string,
    path: string,
    { token, widget_key, body, headers = {}, timeout_ms = 30_000 }: Ask = {},
  ): Promise<Reply<T>> {
    const reply = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(widget_key ? { 'x-parley-widget-key': widget_key } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeout_ms),
    });
    const envelope = (await reply.json()) as { data: T; error: Reply<T>['error'] };
    return { status: reply.status, data: envelope.data, error: envelope.error, headers: reply.headers };
  }

  /** The data of a successful reply. Throws with status and code otherwise. */
  async data<T>(method: string, path: string, ask: Ask = {}): Promise<T> {
    const { status, data, error } = await this.ask<T>(method, path, ask);
    if (error) throw new Error(`${method} ${path}: ${status} ${error.code} ${JSON.stringify(error.details)}`);
    return data;
  }
}
