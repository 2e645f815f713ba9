import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from '@parley/runtime';
import { Ledger } from './ledger.js';
import { Runs } from './runs.js';

const sweepMs = 250;

/** Takes over what a crash left behind and what has rested long enough. */
@Injectable()
export class Sweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly ledger: Ledger,
    private readonly runs: Runs,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), sweepMs);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.runs.idle();
  }

  private async sweep(): Promise<void> {
    try {
      for (const run of await this.ledger.lapsed()) void this.runs.work(run);
    } catch (error) {
      this.logger.warn('sweep failed', { error });
    }
  }
}
