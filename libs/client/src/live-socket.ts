import { Backoff, pause } from './backoff.js';
import { NO_REPLY, ParleyError, type Problem } from './error.js';
import type { TokenHolder } from './tokens.js';

export type Connection = 'connecting' | 'live' | 'waiting';

export interface Frame {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface LiveSocketOptions {
  readonly url: string;
  readonly WebSocket: typeof WebSocket;
  /** What the first frame says beside the token. */
  readonly hello: () => object;
  /** Authenticated: from now on frames may be sent. */
  readonly onReady: () => void;
  readonly onFrame: (frame: Frame) => void;
  readonly onConnection?: ((state: Connection) => void) | undefined;
  /** It will not get better: no such session, a token that cannot be refreshed. */
  readonly onEnd?: ((error: ParleyError) => void) | undefined;
}

const PING_MS = 20_000;
/** A socket that is not ready by then will not be. */
const BEGIN_MS = 8_000;
/** A connection that is silent for longer, pings unanswered, is dead. */
const SILENCE_MS = 45_000;
/** A new token is sent so long before the old one runs out. */
const REFRESH_MS = 30_000;
/** Close codes of the API are 4000 + the HTTP status that the same fault has. */
const UNAUTHENTICATED = 4401;
const permanent = new Set([4400, 4403, 4404]);

/** A WebSocket that authenticates, notices when it is dead, comes back by itself and keeps its token fresh. */
export class LiveSocket {
  private socket: WebSocket | undefined;
  private ready = false;
  private readonly closing = new AbortController();
  private readonly backoff = new Backoff();
  private heard_at = 0;
  private watched_at = 0;
  private pings: ReturnType<typeof setInterval> | undefined;
  private renewal: ReturnType<typeof setTimeout> | undefined;
  private problem: Problem | undefined;

  constructor(
    private readonly tokens: TokenHolder,
    private readonly options: LiveSocketOptions,
  ) {
    void this.connect(tokens.current);
  }

  /** False while there is no authenticated connection: then it is for `onReady` to say it again. */
  send(frame: Frame): boolean {
    if (!this.ready) return false;
    this.socket?.send(JSON.stringify(frame));
    return true;
  }

  close(): void {
    this.closing.abort();
    this.drop(1000);
  }

  private async connect(token: string | undefined): Promise<void> {
    this.options.onConnection?.('connecting');
    const socket = new this.options.WebSocket(this.options.url);
    this.socket = socket;
    this.heard_at = this.watched_at = Date.now();
    this.pings = setInterval(() => this.watch(socket), PING_MS / 4);
    socket.onopen = () => socket.send(JSON.stringify({ type: 'authenticate', token, ...this.options.hello() }));
    socket.onmessage = ({ data }) => this.receive(socket, data);
    socket.onerror = () => undefined;
    socket.onclose = ({ code }) => void this.lost(socket, code, token);
  }

  private receive(socket: WebSocket, data: unknown): void {
    if (socket !== this.socket || typeof data !== 'string') return;
    this.heard_at = Date.now();
    const frame = JSON.parse(data) as Frame;
    if (frame.type === 'ready') {
      this.renewAt(Date.parse(String(frame['expires_at'])));
      if (this.ready) return;
      this.ready = true;
      this.backoff.reset();
      this.options.onConnection?.('live');
      this.options.onReady();
    } else if (frame.type !== 'pong') {
      if (frame.type === 'error' && frame['session_id'] === undefined) this.problem = frame['data'] as Problem;
      this.options.onFrame(frame);
    }
  }

  private watch(socket: WebSocket): void {
    const now = Date.now();
    // A hidden page's timers run once a minute: what was not asked for cannot have come.
    if (now - this.watched_at > PING_MS) this.heard_at = Math.max(this.heard_at, now - PING_MS - 1);
    this.watched_at = now;
    const silent_ms = now - this.heard_at;
    if (silent_ms > (this.ready ? SILENCE_MS : BEGIN_MS)) {
      this.drop(1000);
      void this.lost(socket, 1006, this.tokens.current);
    } else if (silent_ms > PING_MS) this.send({ type: 'ping' });
  }

  private renewAt(expires: number): void {
    clearTimeout(this.renewal);
    if (Number.isNaN(expires)) return;
    const wait_ms = Math.min(Math.max(expires - Date.now() - REFRESH_MS, 1000), 2 ** 31 - 1);
    this.renewal = setTimeout(() => void this.renew(), wait_ms);
  }

  private async renew(): Promise<void> {
    const token = await this.tokens.after(this.tokens.current);
    if (token !== undefined) this.send({ type: 'refresh', token });
  }

  private drop(code: number): void {
    const { socket } = this;
    this.forget();
    if (socket) socket.onclose = null;
    socket?.close(code);
  }

  private forget(): void {
    clearInterval(this.pings);
    clearTimeout(this.renewal);
    this.socket = undefined;
    this.ready = false;
  }

  private async lost(socket: WebSocket, code: number, token: string | undefined): Promise<void> {
    if (this.closing.signal.aborted || (this.socket !== undefined && this.socket !== socket)) return;
    this.forget();
    if (permanent.has(code)) return this.end(code);
    this.options.onConnection?.('waiting');
    const fresh = code === UNAUTHENTICATED ? await this.tokens.after(token) : this.tokens.current;
    if (code === UNAUTHENTICATED && fresh === undefined) return this.end(code);
    await pause(this.backoff.next(), this.closing.signal).catch(() => undefined);
    if (!this.closing.signal.aborted) void this.connect(fresh);
  }

  private end(code: number): void {
    const { problem } = this;
    this.closing.abort();
    this.options.onEnd?.(
      problem
        ? ParleyError.of(code - 4000, problem)
        : new ParleyError(NO_REPLY, 'client.refused', `The connection was refused (${code}).`),
    );
  }
}
