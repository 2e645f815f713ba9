import { Injectable, type OnApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '@parley/runtime';
import { SessionLog } from '../log/session-log.js';
import { Turns } from './turns.js';

const sweepMs = 1000;
const mostAtOnce = 200;

/** Takes over the turns whose holder gave no sign of life, every second. */
@Injectable()
export class Sweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: SessionLog,
    private readonly turns: Turns,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), sweepMs);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async sweep(): Promise<void> {
    try {
      const lapsed = await this.log.entries.findAcrossTenants({
        index: 'open',
        where: {},
        before: Date.now(),
        order: 'ascending',
        limit: mostAtOnce,
      });
      for (const { tenant, session_id } of lapsed) this.turns.resume(tenant, session_id);
    } catch (error) {
      this.logger.warn('sweep failed', { error });
    }
  }
}
