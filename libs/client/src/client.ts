import { ChatSocket, type ChatSocketOptions } from './chat-socket.js';
import { ConsoleSocket, type ConsoleSocketOptions } from './console-socket.js';
import { eventsOf, type EventsOptions } from './events.js';
import { Http } from './http.js';
import type { AnyAsk, AskOf, DataOf, Method, PathOf } from './paths.js';
import type { SessionEvent } from './session-event.js';
import { TokenHolder, type TokenSource } from './tokens.js';

export interface ClientOptions extends TokenSource {
  /** Where the API is, without `/api/v1`; in a browser default the page's own origin. */
  readonly base_url?: string;
  /** The public key of a company's chat box. */
  readonly widget_key?: string;
  /** Default the global ones. */
  readonly fetch?: typeof fetch;
  readonly WebSocket?: typeof WebSocket;
}

/** A call without parameters and body needs nothing said. */
type Asked<P extends PathOf<M>, M extends Method> =
  object extends AskOf<P, M> ? [ask?: AskOf<P, M>] : [ask: AskOf<P, M>];

type Call<M extends Method> = <P extends PathOf<M>>(route: P, ...asked: Asked<P, M>) => Promise<DataOf<P, M>>;

/**
 * The API. `get`, `post`… resolve with the `data` of the reply and reject with a `ParleyError`; what is sent and what
 * comes back is typed by the API description. Faults that may pass are tried again under the same idempotency key.
 */
export interface Client {
  readonly get: Call<'get'>;
  readonly post: Call<'post'>;
  readonly put: Call<'put'>;
  readonly patch: Call<'patch'>;
  readonly delete: Call<'delete'>;
  /** Everything that happens in a session, as server-sent events; comes back by itself and goes on where it was. */
  events(session_id: string, options?: EventsOptions): AsyncGenerator<SessionEvent>;
  /** The same and typing, both ways, over a WebSocket. */
  chatSocket(session_id: string, options: ChatSocketOptions): ChatSocket;
  /** The desk of the staff, over a WebSocket. */
  consoleSocket(options: ConsoleSocketOptions): ConsoleSocket;
}

const ownOrigin = (): string => (globalThis as { location?: { origin: string } }).location?.origin ?? '';

export function createClient(options: ClientOptions): Client {
  const tokens = new TokenHolder(options);
  const base_url = (options.base_url ?? ownOrigin()).replace(/\/+$/, '');
  const asked = options.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request));
  const { widget_key } = options;
  const http = new Http({ base_url, fetch: asked, ...(widget_key === undefined ? {} : { widget_key }) }, tokens);
  const call =
    <M extends Method>(method: M): Call<M> =>
    (route, ...[ask]) =>
      http.ask(method, route, (ask ?? {}) as AnyAsk) as never;
  const connection = (path: string) => ({
    url: `${base_url.replace(/^http/, 'ws')}${path}`,
    WebSocket: options.WebSocket ?? WebSocket,
  });
  return {
    get: call('get'),
    post: call('post'),
    put: call('put'),
    patch: call('patch'),
    delete: call('delete'),
    events: (session_id, more = {}) => eventsOf(http, session_id, more),
    chatSocket: (session_id, more) => new ChatSocket(session_id, tokens, more, connection('/api/v1/chat/ws')),
    consoleSocket: (more) => new ConsoleSocket(tokens, more, connection('/api/v1/console/ws')),
  };
}
