import { Injectable } from '@nestjs/common';
import { CancelJob, FleetError, ReadJob, type IngestionJob, type JobAsk } from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';
import { Queue } from '../pipeline/queue.js';
import { Cancellations } from './cancellations.js';
import { toJob } from './job.js';
import { Jobs } from './job.store.js';

@Injectable()
export class JobAnswers {
  constructor(
    private readonly jobs: Jobs,
    private readonly cancellations: Cancellations,
    private readonly queue: Queue,
  ) {}

  @Answers(ReadJob)
  async read({ job_id }: JobAsk, { tenant }: Call): Promise<IngestionJob> {
    const job = await this.jobs.get(tenant, job_id);
    if (!job) throw new FleetError('job.not_found');
    return toJob(job);
  }

  @Answers(CancelJob)
  async cancel({ job_id }: JobAsk, { tenant }: Call): Promise<IngestionJob> {
    const job = await this.cancellations.cancel(tenant, job_id);
    if (!job) throw new FleetError('job.not_found');
    if (job.status === 'cancelled') this.queue.abandon(job.id);
    return toJob(job);
  }
}
