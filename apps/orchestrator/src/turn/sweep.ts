import { Injectable, type OnApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger, Rounds } from '@parley/runtime';
import { SessionLog } from '../log/session-log.js';
import { Turns } from './turns.js';

const sweepMs = 1000;
const mostAtOnce = 200;

/** Takes over the turns whose holder gave no sign of life, every second. */
@Injectable()
export class Sweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rounds = new Rounds(
    sweepMs,
    () => this.sweep(),
    (error) => this.logger.warn('sweep failed', { error }),
  );

  constructor(
    private readonly log: SessionLog,
    private readonly turns: Turns,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.end();
  }

  private async sweep(): Promise<void> {
    const lapsed = await this.log.entries.findAcrossTenants({
      index: 'open',
      where: {},
      before: Date.now(),
      order: 'ascending',
      limit: mostAtOnce,
    });
    for (const { tenant, session_id } of lapsed) this.turns.resume(tenant, session_id);
  }
}
