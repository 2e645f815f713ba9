import type { WebSocket } from '@fastify/websocket';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { FleetError } from '@parley/contracts';
import { Metrics } from '@parley/runtime';
import type { DoorRequest } from '../http/request.js';
import { ChatChannels } from './chat-channel.js';
import { Connection, type Kind } from './connection.js';
import { ConsoleChannels } from './console-channel.js';
import { AuthenticateChat, AuthenticateConsole } from './frames.js';
import { SocketDoor } from './socket-door.js';
import { Socket } from './socket.js';

/** Sockets that may wait at once for their first frame. */
const MOST_STRANGERS = 1000;

export type SocketKind = 'chat' | 'console';

/** All open WebSockets of this gateway. */
@Injectable()
export class Sockets implements OnModuleDestroy {
  private readonly open = new Map<Socket, { readonly strange: boolean }>();
  private stopping = false;

  constructor(
    private readonly door: SocketDoor,
    private readonly chats: ChatChannels,
    private readonly consoles: ConsoleChannels,
    metrics: Metrics,
  ) {
    metrics.gauge({ name: 'parley_sockets_open', help: 'Open WebSockets.' }, (gauge) => gauge.set(this.open.size));
  }

  /** Everybody is told to come back, to another gateway or to this one's next life. */
  onModuleDestroy(): void {
    this.stopping = true;
    for (const socket of this.open.keys()) socket.end(new FleetError('fleet.unavailable', { reason: 'restart' }));
  }

  accept(kind: SocketKind, ws: WebSocket, request: DoorRequest): void {
    const socket = new Socket(ws, request.raw.socket, request);
    if (this.stopping) return socket.end(new FleetError('fleet.unavailable', { reason: 'restart' }));
    if (this.strangers >= MOST_STRANGERS) return socket.end(new FleetError('fleet.overloaded'));
    this.open.set(socket, kind === 'chat' ? this.connect(socket, this.chat) : this.connect(socket, this.console));
    socket.onClose(() => this.open.delete(socket));
  }

  private readonly chat: Kind<AuthenticateChat> = {
    first: AuthenticateChat,
    open: (first, call, socket) => this.chats.open(first, call, socket),
  };

  private readonly console: Kind<AuthenticateConsole> = {
    first: AuthenticateConsole,
    open: (_first, call, socket) => this.consoles.open(call, socket),
  };

  private connect<A extends { token: string }>(socket: Socket, kind: Kind<A>): Connection<A> {
    return new Connection(socket, this.door, kind);
  }

  private get strangers(): number {
    let count = 0;
    if (this.open.size < MOST_STRANGERS) return count;
    for (const { strange } of this.open.values()) if (strange) count += 1;
    return count;
  }
}
