import { Injectable } from '@nestjs/common';
import type { FleetError } from '@parley/contracts';
import { Fleet, type Call } from '@parley/messaging';
import { resumeFrom } from '../stream/parts.js';
import { SessionFeed } from '../stream/session-feed.js';
import { Streams } from '../stream/streams.js';
import { SessionStream } from './session-stream.js';
import type { Socket } from './socket.js';

/** A session whose events are told on a socket. */
export interface Watched {
  readonly feed: SessionFeed;
  /** From here on events are told. */
  start(): Promise<void>;
  close(): void;
}

interface Place {
  readonly session_id: string;
  readonly last_event_id?: string;
}

/** Opens the events of sessions on sockets. */
@Injectable()
export class Watching {
  constructor(
    private readonly fleet: Fleet,
    private readonly streams: Streams,
  ) {}

  /** Rejects with `session.not_found`, `request.invalid`, a transient error; `onEnd` when it cannot go on later. */
  async open(place: Place, call: Call, socket: Socket, onEnd: (error: FleetError) => void): Promise<Watched> {
    const { session_id, last_event_id } = place;
    const { feed, start } = await SessionFeed.open(this.fleet, session_id, call, resumeFrom(last_event_id));
    const stream = new SessionStream(socket, session_id, onEnd);
    return {
      feed,
      start: () => {
        // The end of the token is the socket's business.
        this.streams.watch(feed, stream, Infinity);
        return start(stream);
      },
      close: () => {
        feed.close();
        stream.close();
      },
    };
  }
}
