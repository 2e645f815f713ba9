import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { newId } from '@parley/contracts';
import { Clock, Logger } from '@parley/runtime';
import { Jobs, type JobRecord } from '../job/job.store.js';
import { stageBegins } from '../job/job.js';
import { HeldJob, leaseMs } from './held-job.js';
import { RunJob } from './run-job.js';

/** How often is looked for jobs that others left, in milliseconds. */
const lookMs = 1000;
/** Other instances race for the same jobs. */
const candidates = 4;

/** Works off the jobs in the store, longest waiting first, one at a time: the backlog is in the store, never in memory. */
@Injectable()
export class Queue implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly holder = newId();
  private held: HeldJob | undefined;
  private working: Promise<void> = Promise.resolve();
  private stopping = false;
  private wake: (() => void) | undefined;
  private arrivals = 0;

  constructor(
    private readonly jobs: Jobs,
    private readonly runJob: RunJob,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.working = this.work();
  }

  /** The job at work is put down for whoever takes it next. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    this.held?.abandon();
    await this.working;
  }

  /** There is something to do. */
  arrived(): void {
    this.arrivals++;
    this.wake?.();
  }

  /** Lets go of a job that was cancelled. */
  abandon(id: string): void {
    if (this.held?.job.id === id) this.held.abandon();
  }

  private async work(): Promise<void> {
    while (!this.stopping) {
      const { arrivals } = this;
      const taken = await this.takeNext();
      if (taken) await this.run(taken);
      else if (arrivals === this.arrivals) await this.pause();
    }
  }

  private async run(job: JobRecord): Promise<void> {
    const held = new HeldJob(this.jobs, this.clock, job);
    this.held = held;
    if (this.stopping) held.abandon();
    await this.runJob.run(held);
    await held.release();
    this.held = undefined;
    if (this.stopping && held.job.due !== undefined)
      await this.jobs.update(held.job, { due: this.clock.now(), holder: undefined });
  }

  private async takeNext(): Promise<JobRecord | undefined> {
    try {
      for (const job of await this.jobs.due(this.clock.now() + 1, candidates)) {
        const stage = job.status === 'queued' ? stageBegins('parsing') : {};
        const change = { ...stage, holder: this.holder, due: this.clock.now() + leaseMs };
        const taken = await this.jobs.update(job, change);
        if (taken) return taken;
      }
    } catch (error) {
      this.logger.warn('jobs could not be looked for', { error });
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
    return undefined;
  }

  private async pause(): Promise<void> {
    if (this.stopping) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, lookMs);
    });
    clearTimeout(timer);
    this.wake = undefined;
  }
}
