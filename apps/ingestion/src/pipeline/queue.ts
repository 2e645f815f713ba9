import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { newId } from '@parley/contracts';
import { Clock, Logger } from '@parley/runtime';
import { Jobs, type JobRecord } from '../job/job.store.js';
import { stageBegins } from '../job/job.js';
import { HeldJob, leaseMs } from './held-job.js';
import { RunJob } from './run-job.js';

/** How often is looked for jobs that others left, in milliseconds. */
const lookMs = 1000;
/** Jobs at work at once: while the worker reads for one, the others wait for the disk. */
const atOnce = 3;
/** Looked through for one that may be taken: other instances race for the same, and a document's jobs go one by one. */
const candidates = 16;

/** Works off the jobs in the store, longest waiting first: the backlog is in the store, never in memory. */
@Injectable()
export class Queue implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly holder = newId();
  /** By document; undefined while the job is being taken. */
  private readonly held = new Map<string, HeldJob | undefined>();
  private readonly sleepers = new Set<() => void>();
  private working: Promise<unknown> = Promise.resolve();
  private stopping = false;
  private arrivals = 0;

  constructor(
    private readonly jobs: Jobs,
    private readonly runJob: RunJob,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.working = Promise.all(Array.from({ length: atOnce }, () => this.work()));
  }

  /** The jobs at work are put down for whoever takes them next. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.arrived();
    for (const held of this.held.values()) held?.abandon();
    await this.working;
  }

  /** There is something to do. */
  arrived(): void {
    this.arrivals++;
    for (const wake of this.sleepers) wake();
  }

  /** Lets go of a job that was cancelled. */
  abandon(id: string): void {
    for (const held of this.held.values()) if (held?.job.id === id) held.abandon();
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
    this.held.set(job.document_id, held);
    if (this.stopping) held.abandon();
    await this.runJob.run(held);
    await held.release();
    this.held.delete(job.document_id);
    if (this.stopping && held.job.holder !== undefined)
      await this.jobs.update(held.job, { due: this.clock.now(), holder: undefined });
  }

  private async takeNext(): Promise<JobRecord | undefined> {
    try {
      for (const job of await this.jobs.due(this.clock.now() + 1, candidates)) {
        const taken = this.held.has(job.document_id) ? undefined : await this.take(job);
        if (taken) return taken;
      }
    } catch (error) {
      this.logger.warn('jobs could not be looked for', { error });
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
    return undefined;
  }

  private async take(job: JobRecord): Promise<JobRecord | undefined> {
    const stage = job.status === 'queued' ? stageBegins('parsing') : {};
    let taken: JobRecord | undefined;
    this.held.set(job.document_id, undefined);
    try {
      taken = await this.jobs.update(job, { ...stage, holder: this.holder, due: this.clock.now() + leaseMs });
      return taken;
    } finally {
      if (!taken) this.held.delete(job.document_id);
    }
  }

  private async pause(): Promise<void> {
    let wake: (() => void) | undefined;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      wake = resolve;
      this.sleepers.add(resolve);
      timer = setTimeout(resolve, lookMs);
    });
    clearTimeout(timer);
    this.sleepers.delete(wake!);
  }
}
