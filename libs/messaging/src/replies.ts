import type { Bus } from './bus.js';
import { Lane, type Framed } from './lane.js';
import type { EndOfTurn } from './turn.js';

/** Replies to one requester that are ready in the same turn of the event loop go in one message. */
export class Replies {
  private readonly lanes = new Map<string, Lane<Framed>>();

  constructor(
    private readonly bus: Bus,
    private readonly turn: EndOfTurn,
  ) {
    bus.onConnect(() => this.flush());
  }

  /** `reply` is the reply subject of the request's message: the requester's inbox and the number of that message. */
  push(reply: string, frame: string, expires: number): void {
    const inbox = reply.slice(0, reply.lastIndexOf('.'));
    let lane = this.lanes.get(inbox);
    if (!lane) {
      lane = new Lane(this.turn, 0, (message) => this.bus.publish(`${inbox}.r`, message));
      this.lanes.set(inbox, lane);
    }
    const first = lane.empty;
    lane.push({ frame, bytes: Buffer.byteLength(frame), expires });
    if (first) this.turn.add(() => this.forget(inbox));
  }

  flush(): void {
    for (const [inbox, lane] of this.lanes) {
      lane.flush();
      this.forget(inbox);
    }
  }

  /** Requesters come and go, so nothing is kept of one that has all its replies. */
  private forget(inbox: string): void {
    if (this.lanes.get(inbox)?.empty) this.lanes.delete(inbox);
  }
}
