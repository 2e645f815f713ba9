import type { paths } from './generated/api.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Routes that answer a method. */
export type PathOf<M extends Method> = { [P in keyof paths]: paths[P][M] extends object ? P : never }[keyof paths];

type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;

type ContentOf<R> = R extends { content: infer C } ? C : never;
type EnvelopeOf<C> = C extends { 'application/json': infer E } ? E : never;
type Success = 200 | 201 | 202;

/** What stands in the envelope of a success. */
export type DataOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R }
    ? EnvelopeOf<ContentOf<R[keyof R & Success]>> extends { success: true; data: infer D }
      ? D
      : never
    : never;

type BodyOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody?: infer B } ? EnvelopeOf<ContentOf<NonNullable<B>>> : never;

type PathParameters<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { parameters: { path: infer V extends object } } ? V : never;

type QueryOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { parameters: { query?: infer V } } ? NonNullable<V> : never;

interface Common {
  readonly signal?: AbortSignal;
  /** Beside those of the client. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a POST; default a new one. The same key with the same body gives the same data. */
  readonly idempotency_key?: string;
  /** How often a fault that may pass is tried again; default 2. */
  readonly retries?: number;
  /** Milliseconds that one attempt may take; default 30,000. */
  readonly timeout_ms?: number;
}

/** What a call of a route takes: its parameters, query and body, as the API description has them. */
export type AskOf<P extends keyof paths, M extends Method> = Common &
  ([PathParameters<P, M>] extends [never] ? { readonly path?: never } : { readonly path: PathParameters<P, M> }) &
  ([QueryOf<P, M>] extends [never] ? { readonly query?: never } : { readonly query?: QueryOf<P, M> }) &
  ([BodyOf<P, M>] extends [never] ? { readonly body?: FormData } : { readonly body: BodyOf<P, M> | FormData });

/** As `AskOf`, of any route. */
export interface AnyAsk extends Common {
  readonly path?: object;
  readonly query?: object;
  readonly body?: object;
}

/** The address of a route with its parameters and query. */
export function addressOf(route: string, { path, query }: Pick<AnyAsk, 'path' | 'query'>): string {
  const values = (path ?? {}) as Record<string, string>;
  const filled = route.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined || value === '') throw new TypeError(`${route} needs ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) search.append(name, String(value));
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}
