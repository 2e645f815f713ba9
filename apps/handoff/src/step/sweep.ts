import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { toFleetError } from '@parley/contracts';
import { Clock, Logger, Rounds } from '@parley/runtime';
import { Handoffs } from '../handoff/handoffs.js';
import { Lapses } from '../presence/lapses.js';
import { Steps } from './steps.js';

const sweepMs = 1000;
const mostAtOnce = 100;

/** Every second: tells what a crash left untold, and empties the hands of agents who are gone. */
@Injectable()
export class Sweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rounds = new Rounds(
    sweepMs,
    () => this.sweep(),
    (error) => this.report(undefined, error),
  );

  constructor(
    private readonly handoffs: Handoffs,
    private readonly steps: Steps,
    private readonly lapses: Lapses,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.end();
  }

  private async sweep(): Promise<void> {
    const untold = await this.handoffs.untoldSince(this.clock.now(), mostAtOnce);
    await Promise.all(
      untold.map((handoff) =>
        this.steps.tell(handoff, handoff.untold!).catch((error: unknown) => this.report(handoff.tenant, error)),
      ),
    );
    await this.lapses.sweep((tenant, error) => this.report(tenant, error));
  }

  /** A step that came to nothing, because the customer was faster, is none of ours. */
  private report(tenant: string | undefined, error: unknown): void {
    if (toFleetError(error).fault === 'caller') return;
    this.logger.warn('sweep of the desk', { tenant, error });
  }
}
