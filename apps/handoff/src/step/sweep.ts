import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { toFleetError } from '@parley/contracts';
import { Clock, Logger } from '@parley/runtime';
import { Handoffs } from '../handoff/handoffs.js';
import { Lapses } from '../presence/lapses.js';
import { Steps } from './steps.js';

const sweepMs = 1000;
const mostAtOnce = 100;

/** Every second: tells what a crash left untold, and empties the hands of agents who are gone. */
@Injectable()
export class Sweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly handoffs: Handoffs,
    private readonly steps: Steps,
    private readonly lapses: Lapses,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.sweep().finally(() => (this.running = undefined));
    }, sweepMs);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async sweep(): Promise<void> {
    try {
      const untold = await this.handoffs.untoldSince(this.clock.now(), mostAtOnce);
      await Promise.all(
        untold.map((handoff) =>
          this.steps.tell(handoff, handoff.untold!).catch((error: unknown) => this.report(handoff.tenant, error)),
        ),
      );
      await this.lapses.sweep((tenant, error) => this.report(tenant, error));
    } catch (error) {
      this.report(undefined, error);
    }
  }

  /** A step that came to nothing, because the customer was faster, is none of ours. */
  private report(tenant: string | undefined, error: unknown): void {
    if (toFleetError(error).fault === 'caller') return;
    this.logger.warn('sweep of the desk', { tenant, error });
  }
}
