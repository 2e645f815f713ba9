import type { FleetError } from '@parley/contracts';
import type { SessionEvent } from '../stream/parts.js';
import type { Stream } from '../stream/stream.js';
import type { Socket } from './socket.js';

/** The events of one session as frames of a socket, which may carry those of others too. */
export class SessionStream implements Stream {
  private done = false;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly socket: Socket,
    private readonly session_id: string,
    /** The stream cannot go on. */
    private readonly onEnd: (error: FleetError) => void,
  ) {}

  get full(): boolean {
    return this.socket.full;
  }

  room(): Promise<void> {
    return this.socket.room();
  }

  send(event: SessionEvent): void {
    if (!this.done) this.socket.send(event);
  }

  tell(type: SessionEvent['type'], data: object): void {
    this.send({ type, session_id: this.session_id, data, at: new Date().toISOString() });
  }

  onClose(listener: () => void): void {
    if (this.done) listener();
    else this.listeners.push(listener);
  }

  close(): void {
    this.done = true;
    for (const listener of this.listeners.splice(0)) listener();
  }

  end(error?: FleetError): void {
    if (this.done) return;
    this.close();
    if (error) this.onEnd(error);
  }
}
