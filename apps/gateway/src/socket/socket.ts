import type { Socket as NetSocket } from 'node:net';
import type { WebSocket } from '@fastify/websocket';
import { FleetError, toFleetError } from '@parley/contracts';
import { errorBody } from '../http/envelope.js';
import type { DoorRequest } from '../http/request.js';

/** A reader that takes nothing for so long is cut, in milliseconds; it may come back and resume. */
const PATIENCE_MS = 10_000;
/** A peer that does not answer the farewell is gone after so many milliseconds. */
const FAREWELL_MS = 1000;
/** A close code is 4000 and the HTTP status that the same error has. */
const CLOSE = 4000;

/** One WebSocket of ours: frames out as JSON, never more of them waiting than a slow reader is worth. */
export class Socket {
  private over = false;

  constructor(
    private readonly ws: WebSocket,
    private readonly wire: NetSocket,
    readonly request: DoorRequest,
  ) {}

  get closed(): boolean {
    return this.over || this.ws.readyState !== this.ws.OPEN;
  }

  onClose(listener: () => void): void {
    if (this.ws.readyState === this.ws.CLOSED) listener();
    else this.ws.once('close', listener);
  }

  /** `undefined` stands for a frame that is no text. */
  onFrame(listener: (text: string | undefined) => void): void {
    this.ws.on('message', (data, binary) => listener(binary ? undefined : (data as Buffer).toString('utf8')));
  }

  get full(): boolean {
    return this.wire.writableNeedDrain;
  }

  /** Resolves when it takes more; rejects when the reader is too slow or gone. */
  async room(): Promise<void> {
    if (!this.full || this.closed) return;
    const slow = setTimeout(() => this.ws.terminate(), PATIENCE_MS);
    await new Promise<void>((resolve) => {
      const over = () => {
        this.wire.off('drain', over).off('close', over);
        resolve();
      };
      this.wire.on('drain', over).on('close', over);
    });
    clearTimeout(slow);
    if (this.wire.destroyed) throw new FleetError('fleet.overloaded', { reason: 'the reader is too slow' });
  }

  send(frame: object): void {
    if (!this.closed) this.ws.send(JSON.stringify(frame));
  }

  /** Tells an error that the connection lives on after; `more` says what it is about. */
  tell(thrown: unknown, more: object = {}): void {
    const error = toFleetError(thrown);
    this.send({
      type: 'error',
      ...more,
      status: error.status,
      data: errorBody(error, this.request.trace_id),
      at: new Date().toISOString(),
    });
  }

  /** Says why, then closes. */
  end(thrown: unknown): void {
    if (this.closed) return;
    const error = toFleetError(thrown);
    this.tell(error);
    this.over = true;
    this.ws.close(CLOSE + error.status, error.code);
    setTimeout(() => this.ws.terminate(), FAREWELL_MS).unref();
  }
}
