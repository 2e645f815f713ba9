import { Injectable } from '@nestjs/common';
import { type ActionOrder, type ActionRun, type ActionRunAsk, ReadAction, RunAction } from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { Ledger } from './ledger.js';
import { toRun } from './run.document.js';
import { Runs } from './runs.js';

/** Kept of the asker's time for the way back. */
const wayBackMs = 200;

@Injectable()
export class RunAnswers {
  constructor(
    private readonly ledger: Ledger,
    private readonly runs: Runs,
  ) {}

  @Answers(RunAction)
  async run(order: ActionOrder, call: Call): Promise<ActionRun> {
    const run = await this.ledger.begin(call.tenant, order);
    void this.runs.work(run);
    const wait = Math.min(order.wait_ms, call.deadline - Date.now() - wayBackMs);
    return toRun(await this.runs.outcome(run, wait));
  }

  @Answers(ReadAction)
  async read({ id }: ActionRunAsk, { tenant }: Call): Promise<ActionRun> {
    return toRun(await this.ledger.get(tenant, id));
  }
}
