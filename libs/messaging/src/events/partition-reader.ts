import type { CarriedEvent } from '@parley/contracts';

/** More than this many waiting events of a partition are left in the log until there is room. */
const MOST_WAITING = 500;

/** What comes of an event that is offered: it is next, it came before, something before it is missing, there is no room. */
export type Offered = 'taken' | 'old' | 'gap' | 'full';

export interface Sink {
  /** Applies one event or makes it a dead letter. Rejects when the reader has to stop. */
  apply(event: CarriedEvent): Promise<void>;
  /** Nothing more is applied here. */
  stopped(error: unknown): void;
}

/** One partition in the order of its positions, one event at a time. */
export class PartitionReader {
  private waiting: CarriedEvent[] = [];
  private working: Promise<void> | undefined;
  private last: number;
  private applied: number;

  /** `position` is that of the last event that was applied earlier. */
  constructor(
    position: number,
    private readonly sink: Sink,
  ) {
    this.last = position;
    this.applied = position;
  }

  /** Of the last event that was applied. */
  get position(): number {
    return this.applied;
  }

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
      while (this.waiting.length > 0) {
        for (const event of this.waiting.splice(0)) {
          await this.sink.apply(event);
          this.applied = event.position;
        }
      }
      this.working = undefined;
    } catch (error) {
      this.sink.stopped(error);
    }
  }
}
