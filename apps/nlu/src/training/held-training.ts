import type { Clock } from '@parley/runtime';
import { VersionConflict, type AnyWrite, type Change } from '@parley/storage';
import type { TrainingRecord, Trainings } from './training.store.js';

/** How long a training belongs to its holder without a sign of life, in milliseconds. */
export const leaseMs = 5000;
const renewMs = 1500;

/** A training that this process works on: every change is conditional, the lease is renewed until `release`. */
export class HeldTraining {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private last: Promise<unknown> = Promise.resolve();
  private percentage = 0;

  constructor(
    private readonly trainings: Trainings,
    private readonly clock: Clock,
    private current: TrainingRecord,
  ) {
    this.timer = setInterval(() => this.renew(), renewMs);
  }

  /** Aborted when it is somebody else's, or given up by `abandon`. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get training(): TrainingRecord {
    return this.current;
  }

  /** Told with the next renewal of the lease. */
  reached(percentage: number): void {
    this.percentage = percentage;
  }

  /**
   * One after the other, together with `writes`, which decide before it. Throws when the training is no longer this
   * process's, or a write is refused.
   */
  change(change: Change<TrainingRecord>, writes: readonly AnyWrite[] = []): Promise<void> {
    const next = this.last.then(() => this.apply(change, writes));
    this.last = next.catch(() => undefined);
    return next;
  }

  abandon(): void {
    this.controller.abort(new Error('the training was given up'));
  }

  /** Stops renewing and lets what was begun come to its end. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.last;
  }

  /** One that has ended or was put down stays as it is. */
  private renew(): void {
    const renewed = this.last.then(() => {
      if (this.current.holder === undefined) return undefined;
      const percentage = Math.max(this.percentage, this.current.percentage);
      return this.apply({ due: this.clock.now() + leaseMs, percentage }, []);
    });
    this.last = renewed.catch(() => undefined);
  }

  private async apply(change: Change<TrainingRecord>, writes: readonly AnyWrite[]): Promise<void> {
    this.signal.throwIfAborted();
    const { tenant, version } = this.current;
    try {
      await this.trainings.bulk(tenant, [...writes, this.trainings.updating(this.current, change)]);
    } catch (error) {
      if (error instanceof VersionConflict && error.id === this.current.id) this.abandon();
      throw error;
    }
    this.current = { ...this.current, ...(change as Partial<TrainingRecord>), version: version + 1 };
  }
}
