import { Pace } from '@parley/runtime';
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
  private readonly pace: Pace;

  constructor(
    turn: EndOfTurn,
    gather_ms: number,
    /** Sends one message; false while the bus is away: then the frames are kept until `flush`. */
    private readonly send: (message: string, frames: readonly F[]) => boolean,
  ) {
    this.pace = new Pace(gather_ms, this.flush, (step) => turn.add(step));
  }

  push(framed: F): void {
    this.held.push(framed);
    this.pace.ask();
  }

  get empty(): boolean {
    return this.held.length === 0;
  }

  readonly flush = (): void => {
    const now = Date.now();
    const due = this.held.filter(({ expires }) => expires > now);
    this.held = due.slice(this.sendInMessages(due));
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
}
