import { Injectable } from '@nestjs/common';
import { type Desk, type DeskAsk, ReadDesk } from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { Handoffs } from '../handoff/handoffs.js';
import { estimateOf } from './estimate.js';
import { mostCounted } from './estimates.js';
import { Loads } from './loads.js';

@Injectable()
export class DeskAnswers {
  constructor(
    private readonly handoffs: Handoffs,
    private readonly loads: Loads,
  ) {}

  @Answers(ReadDesk)
  async read(_: DeskAsk, { tenant }: Call): Promise<Desk> {
    const [load, waiting] = await Promise.all([this.loads.of(tenant), this.handoffs.waiting(tenant, mostCounted)]);
    const estimate_s = estimateOf(waiting, load);
    return { online: load.online, waiting, ...(estimate_s === undefined ? {} : { estimate_s }) };
  }
}
