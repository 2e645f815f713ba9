import type { CarriedEvent } from '@parley/contracts';

/** More than this many waiting events of a partition are left in the log until there is room. */
const MOST_WAITING = 500;

/** What comes of an event that is offered: it is next, it came before, something before it is missing, there is no room. */
export type Offered = 'taken' | 'old' | 'gap' | 'full';

export interface Sink {
  /** Applies one event or makes it a dead letter. Rejects when the reader has to stop. */
  apply(event: CarriedEvent): Promise<void>;
  /** Keeps the position of the last applied event. Rejects when another replica has kept one. */
  keep(position: number): Promise<void>;
  /** Nothing more is applied here. */
  stopped(error: unknown): void;
}

/** One partition in the order of its positions: one event at a time, the cursor behind. */
export class PartitionReader {
  private waiting: CarriedEvent[] = [];
  private working: Promise<void> | undefined;
  private last: number;

  constructor(
    private kept: number,
    private readonly sink: Sink,
  ) {
    this.last = kept;
    this.position = kept;
  }

  /** Of the last event that was applied. */
  position: number;

  /** Of the last event that was taken. */
  get taken(): number {
    return this.last;
  }

  offer(event: CarriedEvent): Offered {
    if (event.position <= this.last) return 'old';
    if (event.position > this.last + 1) return 'gap';
    if (this.waiting.length >= MOST_WAITING) return 'full';
    this.waiting.push(event);
    this.last = event.position;
    this.working ??= this.work();
    return 'taken';
  }

  /** Resolves when all that was taken is applied, or the reader has stopped. */
  async idle(): Promise<void> {
    await this.working;
  }

  private async work(): Promise<void> {
    try {
      while (this.waiting.length > 0) await this.applyAll(this.waiting.splice(0));
      this.working = undefined;
    } catch (error) {
      this.sink.stopped(error);
    }
  }

  private async applyAll(events: readonly CarriedEvent[]): Promise<void> {
    try {
      for (const event of events) {
        await this.sink.apply(event);
        this.position = event.position;
      }
    } finally {
      if (this.position > this.kept) await this.sink.keep(this.position);
      this.kept = this.position;
    }
  }
}
