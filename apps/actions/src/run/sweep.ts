import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Logger, Rounds } from '@parley/runtime';
import { Ledger } from './ledger.js';
import { Runs } from './runs.js';

const sweepMs = 250;

/** Takes over what a crash left behind and what has rested long enough. */
@Injectable()
export class Sweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rounds = new Rounds(
    sweepMs,
    () => this.sweep(),
    (error) => this.logger.warn('sweep failed', { error }),
  );

  constructor(
    private readonly ledger: Ledger,
    private readonly runs: Runs,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rounds.end();
    await this.runs.idle();
  }

  private async sweep(): Promise<void> {
    for (const run of await this.ledger.lapsed()) void this.runs.work(run);
  }
}
