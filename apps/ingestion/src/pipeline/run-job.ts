import { Injectable } from '@nestjs/common';
import { Clock, Logger, Metrics } from '@parley/runtime';
import { Deletions } from '../document/deletions.js';
import { ended, type Ending } from '../job/job.js';
import { failureOf } from './failure.js';
import type { HeldJob } from './held-job.js';
import { Stages } from './stages.js';

/** Brings a job to its end, or puts it down for another try. */
@Injectable()
export class RunJob {
  private readonly ended;

  constructor(
    private readonly stages: Stages,
    private readonly deletions: Deletions,
    private readonly clock: Clock,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.ended = metrics.counter({
      name: 'parley_ingestion_jobs_total',
      help: 'Jobs that ended, by outcome.',
      labels: ['outcome'],
    });
  }

  /** Never throws: the job has ended, was put down, or is somebody else's. */
  async run(held: HeldJob): Promise<void> {
    try {
      const ending = await this.stages.run(held);
      if (ending) await this.end(held, ending);
    } catch (error) {
      if (!held.signal.aborted) await this.failed(held, error);
    }
    if (held.job.ended !== undefined) this.ended.inc({ outcome: held.job.status });
  }

  private async failed(held: HeldJob, error: unknown): Promise<void> {
    const { id, tenant, deaths, faults, status } = held.job;
    const failure = failureOf(error, held.job);
    this.logger.warn('a step of a job failed', { job_id: id, tenant, status, failure: failure.kind, error });
    const now = this.clock.now();
    try {
      if (failure.kind === 'final') await this.end(held, { status: 'failed', code: failure.code });
      else if (failure.kind === 'death') await held.change({ deaths: deaths + 1, due: now, holder: undefined });
      else await held.change({ faults: faults + 1, due: now + failure.wait_ms, holder: undefined });
    } catch (fault) {
      this.logger.warn('a job could not be put down', { job_id: id, tenant, error: fault });
    }
  }

  private async end(held: HeldJob, ending: Ending): Promise<void> {
    const job = await held.change(ended(ending, this.clock.now()));
    if (ending.status !== 'done' || ending.unchanged) await this.deletions.clearAfter(job);
  }
}
