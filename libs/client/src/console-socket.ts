import type { ParleyError } from './error.js';
import { LiveSocket, type Connection, type Frame } from './live-socket.js';
import { isAfter, type SessionEvent } from './session-event.js';
import type { TokenHolder } from './tokens.js';

/** That something changed at the desk; may be lost, so lists are read again when a connection is made. */
export interface DeskEvent {
  readonly kind: string;
  readonly [field: string]: unknown;
}

export interface ConsoleSocketOptions {
  /** Of every watched session, each in its order, each event once. */
  readonly onEvent: (event: SessionEvent) => void;
  readonly onDesk?: (event: DeskEvent) => void;
  readonly onConnection?: (state: Connection) => void;
  /** A session that cannot be watched (any more). */
  readonly onUnwatched?: (session_id: string, code: string) => void;
  /** It will not get better: a token that cannot be refreshed. */
  readonly onEnd?: (error: ParleyError) => void;
}

/** The desk over a WebSocket: what happens at it and in the sessions that are watched. */
export class ConsoleSocket {
  /** Where each watched session was last. */
  private readonly watched = new Map<string, string | undefined>();
  private readonly socket: LiveSocket;

  constructor(
    tokens: TokenHolder,
    private readonly options: ConsoleSocketOptions,
    connection: { url: string; WebSocket: typeof WebSocket },
  ) {
    this.socket = new LiveSocket(tokens, {
      ...connection,
      hello: () => ({}),
      onReady: () => {
        for (const session_id of this.watched.keys()) this.ask(session_id);
      },
      onFrame: (frame) => this.take(frame),
      onConnection: options.onConnection,
      onEnd: options.onEnd,
    });
  }

  /** From the beginning of the session, or after an event. Lasts over reconnects. */
  watch(session_id: string, last_event_id?: string): void {
    this.watched.set(session_id, last_event_id);
    this.ask(session_id);
  }

  unwatch(session_id: string): void {
    if (this.watched.delete(session_id)) this.socket.send({ type: 'unwatch', session_id });
  }

  /** Lossy: nobody is told later that somebody typed. */
  typing(session_id: string, typing: boolean): void {
    this.socket.send({ type: 'typing', session_id, typing });
  }

  close(): void {
    this.socket.close();
  }

  private ask(session_id: string): void {
    const last_event_id = this.watched.get(session_id);
    this.socket.send({ type: 'watch', session_id, ...(last_event_id === undefined ? {} : { last_event_id }) });
  }

  private take(frame: Frame): void {
    if (frame.type === 'desk') {
      this.options.onDesk?.(frame['data'] as DeskEvent);
      return;
    }
    const event = frame as unknown as SessionEvent;
    if (!this.watched.has(event.session_id) || event.type === 'heartbeat') return;
    if (event.type === 'error') {
      this.watched.delete(event.session_id);
      this.options.onUnwatched?.(event.session_id, event.data.code);
      return;
    }
    if ('id' in event && event.id !== undefined) {
      const last = this.watched.get(event.session_id);
      if (last !== undefined && !isAfter(event.id, last)) return;
      this.watched.set(event.session_id, event.id);
    }
    this.options.onEvent(event);
  }
}
