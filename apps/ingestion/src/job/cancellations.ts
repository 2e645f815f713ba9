import { Injectable } from '@nestjs/common';
import { Clock } from '@parley/runtime';
import { Deletions } from '../document/deletions.js';
import { ended } from './job.js';
import { Jobs, type JobRecord } from './job.store.js';

@Injectable()
export class Cancellations {
  constructor(
    private readonly jobs: Jobs,
    private readonly deletions: Deletions,
    private readonly clock: Clock,
  ) {}

  /** The job as it is afterwards: one that is being indexed or has ended stays as it is. `undefined`: there is none. */
  async cancel(tenant: string, id: string): Promise<JobRecord | undefined> {
    for (;;) {
      const job = await this.jobs.get(tenant, id);
      if (!job || job.due === undefined || job.status === 'indexing') return job;
      const cancelled = await this.jobs.update(job, ended({ status: 'cancelled' }, this.clock.now()));
      if (!cancelled) continue;
      await this.deletions.clearAfter(cancelled);
      return cancelled;
    }
  }
}
