import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, Logger, Rounds } from '@parley/runtime';
import { LogIns } from '../sign-in/log-in.store.js';
import { KeyRing } from '../token/key-ring.js';
import { Visitors } from '../visitor/visitor.store.js';

/** Milliseconds between two rounds; shorter than a new signing key is announced before it signs. */
const every = 10 * 60_000;
/** Most documents of a kind that one round deletes. */
const most = 1000;

/** What grows old: signing keys are succeeded, expired log-ins and visitors are deleted. */
@Injectable()
export class Upkeep implements OnApplicationBootstrap, OnApplicationShutdown {
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
    return this.rounds.end();
  }

  async round(): Promise<void> {
    await this.keys.upkeep();
    const now = new Date(this.clock.now()).toISOString();
    const log_ins = await this.logIns.deleteExpired(now, most);
    const visitors = await this.visitors.deleteExpired(now, most);
    if (log_ins + visitors > 0) this.logger.info('expired records deleted', { log_ins, visitors });
  }
}
