import { ParleyError, type Problem } from './error.js';
import { LiveSocket, type Connection, type Frame } from './live-socket.js';
import { newKey } from './new-key.js';
import { isAfter, type Entry, type SessionEvent } from './session-event.js';
import type { TokenHolder } from './tokens.js';

export interface ChatSocketOptions {
  /** Goes on after this event; default from the beginning of the session. */
  readonly last_event_id?: string;
  /** In order, each once. */
  readonly onEvent: (event: SessionEvent) => void;
  readonly onConnection?: (state: Connection) => void;
  /** It will not get better: no such session, a token that cannot be refreshed. */
  readonly onEnd?: (error: ParleyError) => void;
}

interface Waiting {
  readonly frame: Frame;
  readonly resolve: (accepted: Entry) => void;
  readonly reject: (error: ParleyError) => void;
}

/** A session over a WebSocket: its events, messages and typing. Comes back by itself and goes on where it was. */
export class ChatSocket {
  private last: string | undefined;
  private readonly waiting = new Map<string, Waiting>();
  private readonly socket: LiveSocket;

  constructor(
    session_id: string,
    tokens: TokenHolder,
    private readonly options: ChatSocketOptions,
    connection: { url: string; WebSocket: typeof WebSocket },
  ) {
    this.last = options.last_event_id;
    this.socket = new LiveSocket(tokens, {
      ...connection,
      hello: () => ({ session_id, ...(this.last === undefined ? {} : { last_event_id: this.last }) }),
      onReady: () => {
        for (const { frame } of this.waiting.values()) this.socket.send(frame);
      },
      onFrame: (frame) => this.take(frame),
      onConnection: options.onConnection,
      onEnd: (error) => {
        for (const { reject } of this.waiting.values()) reject(error);
        this.waiting.clear();
        options.onEnd?.(error);
      },
    });
  }

  /** Resolves when the message is accepted; it is sent again, as the same, over every connection until then. */
  send(message: string, client_message_id: string = newKey()): Promise<Entry> {
    const frame = { type: 'message', client_message_id, message };
    return new Promise((resolve, reject) => {
      this.waiting.set(client_message_id, { frame, resolve, reject });
      this.socket.send(frame);
    });
  }

  /** Lossy: nobody is told later that somebody typed. */
  typing(typing: boolean): void {
    this.socket.send({ type: 'typing', typing });
  }

  close(): void {
    this.socket.close();
  }

  private take(frame: Frame): void {
    const key = frame['client_message_id'];
    if (typeof key === 'string') {
      const problem = frame['data'] as Problem;
      this.settle(key, ({ reject }) => reject(ParleyError.of(Number(frame['status'] ?? 400), problem)));
      return;
    }
    const event = frame as unknown as SessionEvent;
    if (event.type === 'heartbeat' || event.type === 'error') return;
    if ('id' in event && event.id !== undefined) {
      if (this.last !== undefined && !isAfter(event.id, this.last)) return;
      this.last = event.id;
    }
    if (event.type === 'accepted') this.settle(event.data.client_message_id, ({ resolve }) => resolve(event.data));
    this.options.onEvent(event);
  }

  private settle(key: string | undefined, how: (waiting: Waiting) => void): void {
    const waiting = key === undefined ? undefined : this.waiting.get(key);
    if (!waiting) return;
    this.waiting.delete(key!);
    how(waiting);
  }
}
