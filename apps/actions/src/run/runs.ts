import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Logger, inTime } from '@parley/runtime';
import { Ledger, Taken } from './ledger.js';
import { type RunDocument, isEnded } from './run.document.js';
import { Saga } from './saga.js';

/** How often a run that another instance works on, or that rests, is looked at by whoever waits for it. */
const lookMs = 100;

/** Carries runs to their ends; one worker a run in this process, between processes the ledger decides. */
@Injectable()
export class Runs {
  private readonly working = new Map<string, Promise<void>>();

  constructor(
    private readonly ledger: Ledger,
    private readonly saga: Saga,
    private readonly logger: Logger,
  ) {}

  /** Works on a run as far as it goes now. Never throws. */
  work(run: RunDocument): Promise<void> {
    const key = `${run.tenant}/${run.id}`;
    const present = this.working.get(key);
    if (present) return present;
    const working = this.carry(run).finally(() => this.working.delete(key));
    this.working.set(key, working);
    return working;
  }

  /** The run once it has ended, or as it is after `wait_ms`. */
  async outcome({ tenant, id }: RunDocument, wait_ms: number): Promise<RunDocument> {
    const end = performance.now() + wait_ms;
    for (;;) {
      const run = await this.ledger.get(tenant, id);
      if (isEnded(run.state) || performance.now() >= end) return run;
      const working = this.working.get(`${tenant}/${id}`);
      await (working ? inTime(working, lookMs, () => undefined) : sleep(lookMs));
    }
  }

  /** Resolves when nothing is being worked on. */
  async idle(): Promise<void> {
    await Promise.all(this.working.values());
  }

  private async carry(begun: RunDocument): Promise<void> {
    try {
      let run = await this.ledger.hold(begun);
      while (run && !isEnded(run.state)) {
        const next = await this.saga.step(run);
        run = next.delays > run.delays ? undefined : next;
      }
    } catch (error) {
      if (error instanceof Taken) return;
      this.logger.warn('run interrupted', { error, tenant: begun.tenant, action_id: begun.id });
    }
  }
}
