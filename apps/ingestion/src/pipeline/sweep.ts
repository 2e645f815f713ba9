import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, Logger, Rounds } from '@parley/runtime';
import { keptFor } from '../accept/creations.js';
import { Deletions } from '../document/deletions.js';
import { Jobs } from '../job/job.store.js';
import { Uploads } from '../upload/uploads.js';

const sweepMs = 5000;
const page = 100;

/** Goes on with deletions that a process left, removes uploads that nobody ended, and forgets jobs that ended longer ago than a repeat of them is known. */
@Injectable()
export class Sweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rounds = new Rounds(
    sweepMs,
    () => this.sweep(),
    (error) => this.logger.warn('sweep failed', { error }),
  );

  constructor(
    private readonly jobs: Jobs,
    private readonly deletions: Deletions,
    private readonly uploads: Uploads,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
    void this.rounds.now();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.end();
  }

  /** Each step whether or not another fails. */
  private async sweep(): Promise<void> {
    await this.step('deletions', () => this.deletions.sweep());
    await this.step('uploads', () => this.uploads.sweep());
    await this.step('jobs', () => this.forgetJobs());
  }

  private async step(step: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn('a step of the sweep failed', { step, error });
    }
  }

  private async forgetJobs(): Promise<void> {
    for (const job of await this.jobs.endedBefore(this.clock.now() - keptFor, page)) {
      if (job.status !== 'done') await this.deletions.clearAfter(job);
      await this.jobs.delete(job);
    }
  }
}
