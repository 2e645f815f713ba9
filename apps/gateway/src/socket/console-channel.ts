import { Injectable } from '@nestjs/common';
import { FleetError, deskSubject } from '@parley/contracts';
import { Fleet, type Call } from '@parley/messaging';
import type { Channel } from './channel.js';
import { consoleFrames, frameOf, type ConsoleFrame, type ConsoleTyping, type WatchFrame } from './frames.js';
import { SocketDoor } from './socket-door.js';
import type { Socket } from './socket.js';
import { Typing } from './typing.js';
import { Watching, type Watched } from './watching.js';

/** Sessions that one console may watch at once. */
const MOST_WATCHED = 30;
/** Changes at the desk that are kept for a slow reader; with more the socket ends, and whoever comes back reads the lists again. */
const MOST_HELD = 200;

/** The desk on one socket: what changes at it, and the events of the sessions that are watched. */
class ConsoleChannel implements Channel {
  private readonly watched = new Map<string, Watched>();
  private readonly desk: { close(): void };
  private readonly reconnects: { close(): void };
  /** In their order, while the socket takes no more. */
  private held: unknown[] = [];

  constructor(
    private readonly parts: { fleet: Fleet; door: SocketDoor; watching: Watching; typing: Typing },
    private readonly socket: Socket,
    private call: Call,
  ) {
    this.desk = parts.fleet.subscribe(deskSubject(call.tenant), (data) => this.changed(data));
    this.reconnects = parts.fleet.onReconnect(() =>
      socket.end(new FleetError('fleet.unavailable', { reason: 'changes at the desk were missed' })),
    );
  }

  begin(): Promise<void> {
    return Promise.resolve();
  }

  async take(plain: unknown): Promise<void> {
    const frame = frameOf<ConsoleFrame>(plain, consoleFrames);
    if (frame.type === 'watch') await this.watch(frame);
    else if (frame.type === 'unwatch') this.unwatch(frame.session_id);
    else if (frame.type === 'typing') await this.typed(frame);
  }

  renew(call: Call): void {
    this.call = call;
    for (const { feed } of this.watched.values()) feed.renew(call);
  }

  close(): void {
    this.desk.close();
    this.reconnects.close();
    for (const session_id of [...this.watched.keys()]) this.unwatch(session_id);
  }

  /** Nothing is left out: the lists are read again at the next connection only. */
  private changed(data: unknown): void {
    const { socket, held } = this;
    if (held.length === 0 && !socket.full) return socket.send({ type: 'desk', data });
    if (held.push(data) > MOST_HELD)
      socket.end(new FleetError('fleet.overloaded', { reason: 'the reader is too slow' }));
    else if (held.length === 1) this.tellHeld().catch((error: unknown) => socket.end(error));
  }

  private async tellHeld(): Promise<void> {
    await this.socket.room();
    const { held } = this;
    this.held = [];
    for (const data of held) this.socket.send({ type: 'desk', data });
  }

  private async watch({ session_id, last_event_id }: WatchFrame): Promise<void> {
    const { door, watching } = this.parts;
    const { socket } = this;
    this.unwatch(session_id);
    try {
      if (this.watched.size >= MOST_WATCHED) throw new FleetError('limit.exceeded', { scope: 'watched sessions' });
      const call = await door.asRequest(socket.request, 'GET /api/v1/chat/sessions/:session_id/events', this.call);
      const place = { session_id, ...(last_event_id === undefined ? {} : { last_event_id }) };
      const watched = await watching.open(place, call, socket, (error) => this.lost(session_id, error));
      if (socket.closed) return watched.close();
      this.watched.set(session_id, watched);
      await watched.start();
    } catch (error) {
      socket.tell(error, { session_id });
    }
  }

  private lost(session_id: string, error: FleetError): void {
    this.watched.delete(session_id);
    this.socket.tell(error, { session_id });
  }

  private unwatch(session_id: string): void {
    this.watched.get(session_id)?.close();
    this.watched.delete(session_id);
  }

  private async typed({ session_id, typing }: ConsoleTyping): Promise<void> {
    const watched = this.watched.get(session_id);
    if (watched) await this.parts.typing.tell(session_id, typing, this.call, watched.feed);
  }
}

@Injectable()
export class ConsoleChannels {
  constructor(
    readonly fleet: Fleet,
    readonly door: SocketDoor,
    readonly watching: Watching,
    readonly typing: Typing,
  ) {}

  open(call: Call, socket: Socket): Promise<Channel> {
    return Promise.resolve(new ConsoleChannel(this, socket, call));
  }
}
