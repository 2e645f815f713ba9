import type { ServerResponse } from 'node:http';
import { FleetError } from '@parley/contracts';
import { errorBody } from '../http/envelope.js';
import type { DoorReply, DoorRequest } from '../http/request.js';
import type { SessionEvent } from './parts.js';
import type { Stream } from './stream.js';

/** A reader that takes nothing for so long is cut, in milliseconds; it may come back and resume. */
const PATIENCE_MS = 10_000;

/** `no-transform` and `x-accel-buffering` keep proxies from holding events back. */
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/** Between one and two seconds, so that not everybody comes back at once. */
const retryMs = (): number => 1000 + Math.floor(Math.random() * 1000);

/** Server-sent events on one HTTP response. */
export class SseStream implements Stream {
  private constructor(
    private readonly response: ServerResponse,
    private readonly session_id: string,
    private readonly trace_id: string,
  ) {}

  /** Sends the headers: from here on errors are events. */
  static open(request: DoorRequest, reply: DoorReply, session_id: string): SseStream {
    request.streamed = true;
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...HEADERS });
    const stream = new SseStream(raw, session_id, request.trace_id);
    if (request.method === 'HEAD') raw.end();
    else raw.write(`retry: ${retryMs()}\n\n`);
    return stream;
  }

  onClose(listener: () => void): void {
    if (this.response.destroyed) listener();
    else this.response.once('close', listener);
  }

  get full(): boolean {
    return this.response.writableNeedDrain;
  }

  async room(): Promise<void> {
    if (!this.full || this.response.destroyed) return;
    const slow = setTimeout(() => this.response.destroy(), PATIENCE_MS);
    await new Promise<void>((resolve) => {
      const over = () => {
        this.response.off('drain', over).off('close', over);
        resolve();
      };
      this.response.on('drain', over).on('close', over);
    });
    clearTimeout(slow);
    if (this.response.destroyed) throw new FleetError('fleet.overloaded', { reason: 'the reader is too slow' });
  }

  send(event: SessionEvent): void {
    if (this.response.writableEnded || this.response.destroyed) return;
    const id = event.id === undefined ? '' : `id: ${event.id}\n`;
    this.response.write(`${id}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  tell(type: SessionEvent['type'], data: object): void {
    this.send({ type, session_id: this.session_id, data, at: new Date().toISOString() });
  }

  end(error?: FleetError): void {
    if (error) this.tell('error', errorBody(error, this.trace_id));
    this.response.end();
  }
}
