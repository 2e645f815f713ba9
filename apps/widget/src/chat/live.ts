import type { ChatSocket, Client, Connection, ParleyError, SessionEvent } from '@parley/client';

interface Listeners {
  readonly onEvent: (event: SessionEvent) => void;
  readonly onConnection: (state: Connection) => void;
  readonly onEnd: (error: ParleyError) => void;
}

/** Connections that never came to be before WebSockets count as blocked on this network. */
const TRIES = 2;

/** The events of a session: over a WebSocket, or where there is none, as server-sent events. */
export class Live {
  private socket: ChatSocket | undefined;
  private readonly over = new AbortController();
  private failures = 0;
  private lived = false;

  constructor(
    private readonly client: Client,
    private readonly session_id: string,
    private place: string | undefined,
    private readonly listeners: Listeners,
  ) {
    this.socket = client.chatSocket(session_id, {
      ...this.from,
      onEvent: (event) => this.take(event),
      onEnd: listeners.onEnd,
      onConnection: (state) => this.connection(state),
    });
  }

  typing(typing: boolean): void {
    this.socket?.typing(typing);
  }

  close(): void {
    this.over.abort();
    this.socket?.close();
  }

  private get from(): { last_event_id?: string } {
    return this.place === undefined ? {} : { last_event_id: this.place };
  }

  private take(event: SessionEvent): void {
    if ('id' in event && event.id !== undefined) this.place = event.id;
    this.listeners.onEvent(event);
  }

  private connection(state: Connection): void {
    if (state === 'live') this.lived = true;
    if (state === 'waiting') this.failures += 1;
    this.listeners.onConnection(state);
    if (this.lived || this.failures < TRIES || !this.socket) return;
    this.socket.close();
    this.socket = undefined;
    void this.stream();
  }

  private async stream(): Promise<void> {
    const { signal } = this.over;
    const { onConnection, onEnd } = this.listeners;
    try {
      for await (const event of this.client.events(this.session_id, { ...this.from, signal, onConnection })) {
        this.take(event);
      }
    } catch (error) {
      onEnd(error as ParleyError);
    }
  }
}
