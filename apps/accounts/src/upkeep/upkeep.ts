import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, Logger, Rounds } from '@parley/runtime';
import { LogIns } from '../sign-in/log-in.store.js';
import { KeyRing } from '../token/key-ring.js';
import { Visitors } from '../visitor/visitor.store.js';

/** Milliseconds between two rounds; shorter than a new signing key is announced before it signs. */
const every = 10 * 60_000;
/** Documents that are deleted together. */
const page = 100;

/** What grows old: signing keys are succeeded, expired log-ins and visitors are deleted. */
@Injectable()
export class Upkeep implements OnApplicationBootstrap, OnApplicationShutdown {
  private stopping = false;
  private readonly rounds = new Rounds(
    every,
    () => this.round(),
    (error) => this.logger.error('upkeep failed', { error }),
  );

  constructor(
    private readonly keys: KeyRing,
    private readonly logIns: LogIns,
    private readonly visitors: Visitors,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.begin();
  }

  onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    return this.rounds.end();
  }

  async round(): Promise<void> {
    await this.keys.upkeep();
    const now = new Date(this.clock.now()).toISOString();
    const log_ins = await this.deleteAll((limit) => this.logIns.deleteExpired(now, limit));
    const visitors = await this.deleteAll((limit) => this.visitors.deleteExpired(now, limit));
    if (log_ins + visitors > 0) this.logger.info('expired records deleted', { log_ins, visitors });
  }

  private async deleteAll(deletePage: (limit: number) => Promise<number>): Promise<number> {
    let all = 0;
    let deleted: number;
    do {
      deleted = await deletePage(page);
      all += deleted;
    } while (deleted === page && !this.stopping);
    return all;
  }
}
