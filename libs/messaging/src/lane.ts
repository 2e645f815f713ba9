import type { EndOfTurn } from './turn.js';

export interface Framed {
  readonly frame: string;
  /** Length in UTF-8. */
  readonly bytes: number;
  /** Milliseconds since 1970 after which the frame is not worth sending. */
  readonly expires: number;
}

/** Bounds of one message; a single larger frame goes alone, up to what the bus takes. */
const MOST_BYTES = 512 * 1024;
const MOST_FRAMES = 256;

/**
 * Frames to one subject that go on together. Without a window those of the same turn of the event loop share a
 * message. With a window of `gather_ms` the first after a pause goes at once and the following ones wait until the
 * window since the last message is over, so a lone request never waits.
 */
export class Lane<F extends Framed> {
  private held: F[] = [];
  private sent_at = -Infinity;
  private scheduled = false;

  constructor(
    private readonly turn: EndOfTurn,
    private readonly gather_ms: number,
    /** Sends one message; false while the bus is away: then the frames are kept until `flush`. */
    private readonly send: (message: string, frames: readonly F[]) => boolean,
  ) {}

  push(framed: F): void {
    this.held.push(framed);
    if (!this.scheduled) this.schedule();
  }

  get empty(): boolean {
    return this.held.length === 0;
  }

  readonly flush = (): void => {
    this.scheduled = false;
    const now = Date.now();
    const due = this.held.filter(({ expires }) => expires > now);
    const sent = this.sendInMessages(due);
    this.held = due.slice(sent);
    if (sent > 0) this.sent_at = now;
  };

  /** How many of them went. */
  private sendInMessages(due: readonly F[]): number {
    let from = 0;
    while (from < due.length) {
      let to = from;
      let bytes = 0;
      do {
        bytes += due[to++]!.bytes + 1;
      } while (to < due.length && to - from < MOST_FRAMES && bytes + due[to]!.bytes < MOST_BYTES);
      const frames = due.slice(from, to);
      if (!this.send(`[${frames.map(({ frame }) => frame).join(',')}]`, frames)) return from;
      from = to;
    }
    return from;
  }

  private schedule(): void {
    this.scheduled = true;
    const wait = this.gather_ms === 0 ? 0 : this.sent_at + this.gather_ms - Date.now();
    if (wait <= 0) this.turn.add(this.flush);
    else setTimeout(() => this.turn.add(this.flush), wait);
  }
}
