import type { Clock } from '@parley/runtime';
import { VersionConflict, type AnyWrite, type Change } from '@parley/storage';
import type { Jobs, JobRecord } from '../job/job.store.js';

/** How long a job belongs to its holder without a sign of life, in milliseconds. */
export const leaseMs = 3000;
const renewMs = 1000;

/** The job is no longer this instance's: it was cancelled, or somebody else took it after the lease had lapsed. */
export class JobLost extends Error {
  override readonly name = 'JobLost';
}

/** A job that this instance works on: every change is conditional, the lease is renewed until `release`. */
export class HeldJob {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private current: JobRecord,
  ) {
    this.timer = setInterval(() => this.renew(), renewMs);
  }

  /** Aborted when the job is lost, or given up by `abandon`. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get job(): JobRecord {
    return this.current;
  }

  /** One after the other, together with `writes`, which decide before it. Throws `JobLost`, or `VersionConflict` of a write. */
  change(change: Change<JobRecord>, writes: readonly AnyWrite[] = []): Promise<JobRecord> {
    const next = this.last.then(() => this.apply({ due: this.lease(), ...change }, writes));
    this.last = next.catch(() => undefined);
    return next;
  }

  /** Nothing is changed any more, and what works on it stops. */
  abandon(): void {
    this.controller.abort(new JobLost());
  }

  /** Stops renewing and lets what was begun come to its end. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.last;
  }

  /** A job that has ended or was put down stays as it is. */
  private renew(): void {
    const renewed = this.last.then(() =>
      this.current.holder === undefined ? undefined : this.apply({ due: this.lease() }, []),
    );
    this.last = renewed.catch(() => undefined);
  }

  private async apply(change: Change<JobRecord>, writes: readonly AnyWrite[]): Promise<JobRecord> {
    this.signal.throwIfAborted();
    const { tenant, version } = this.current;
    try {
      await this.jobs.bulk(tenant, [...writes, this.jobs.updating(this.current, change)]);
    } catch (error) {
      if (!(error instanceof VersionConflict && error.id === this.current.id)) throw error;
      this.abandon();
      throw new JobLost();
    }
    this.current = { ...this.current, ...(change as Partial<JobRecord>), version: version + 1 };
    return this.current;
  }

  private lease(): number {
    return this.clock.now() + leaseMs;
  }
}
