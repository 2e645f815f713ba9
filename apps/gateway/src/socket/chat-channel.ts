import { Injectable } from '@nestjs/common';
import type { Call } from '@parley/messaging';
import { failureOf, tracer } from '@parley/runtime';
import { partOf } from '../http/request.js';
import { Messages } from '../chat/messages.js';
import type { Channel } from './channel.js';
import { chatFrames, frameOf, type AuthenticateChat, type ChatFrame, type MessageFrame } from './frames.js';
import { SocketDoor } from './socket-door.js';
import type { Socket } from './socket.js';
import { Typing } from './typing.js';
import { Watching, type Watched } from './watching.js';

/** One session on one socket: its events out, messages and typing in. */
class ChatChannel implements Channel {
  constructor(
    private readonly parts: { door: SocketDoor; messages: Messages; typing: Typing },
    private readonly socket: Socket,
    private readonly session_id: string,
    private readonly watched: Watched,
    private call: Call,
  ) {}

  begin(): Promise<void> {
    return this.watched.start();
  }

  async take(plain: unknown): Promise<void> {
    const frame = frameOf<ChatFrame>(plain, chatFrames);
    if (frame.type === 'message') await this.send(frame);
    if (frame.type === 'typing') {
      await this.parts.typing.tell(this.session_id, frame.typing, this.call, this.watched.feed);
    }
  }

  renew(call: Call): void {
    this.call = call;
    this.watched.feed.renew(call);
  }

  close(): void {
    this.watched.close();
  }

  /** The entry comes with the events; what is wrong with the message is told by its own id. */
  private async send({ client_message_id, message }: MessageFrame): Promise<void> {
    const { door, messages } = this.parts;
    const { session_id, socket, watched } = this;
    const step = tracer()?.root('WS message', { tenant: this.call.tenant });
    try {
      const route = 'POST /api/v1/chat/sessions/:session_id/messages';
      const call = partOf(step, await door.asRequest(socket.request, route, this.call));
      const draft = { session_id, message, client_message_id };
      const { seq } = await messages.accept(draft, { ...call, idempotency_key: client_message_id });
      step?.end();
      await watched.feed.reach(seq);
    } catch (error) {
      step?.end({}, failureOf(error));
      socket.tell(error, { client_message_id, session_id });
    }
  }
}

@Injectable()
export class ChatChannels {
  constructor(
    readonly watching: Watching,
    readonly door: SocketDoor,
    readonly messages: Messages,
    readonly typing: Typing,
  ) {}

  async open({ token: _, type: __, ...place }: AuthenticateChat, call: Call, socket: Socket): Promise<Channel> {
    const watched = await this.watching.open(place, call, socket, (error) => socket.end(error));
    return new ChatChannel(this, socket, place.session_id, watched, call);
  }
}
