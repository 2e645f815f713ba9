import { Injectable } from '@nestjs/common';
import {
  type Handoff,
  type HandoffAsk,
  type HandoffList,
  type HandoffListAsk,
  ListHandoffs,
  ReadHandoff,
} from '@parley/contracts';
import { type Call, Answers, fitting } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import { Estimates } from '../desk/estimates.js';
import { Handoffs } from './handoffs.js';
import { toHandoff } from './view.js';

/** The queue and what became of it, as staff read it. */
@Injectable()
export class HandoffAnswers {
  constructor(
    private readonly handoffs: Handoffs,
    private readonly estimates: Estimates,
    private readonly clock: Clock,
  ) {}

  @Answers(ListHandoffs)
  async list(ask: HandoffListAsk, { tenant }: Call): Promise<HandoffList> {
    const { found, cursor } = await this.handoffs.list(tenant, ask);
    const estimates = await this.estimates.ofPage(found);
    const now = this.clock.now();
    const items = found.map((each, index) => toHandoff(each, now, estimates[index]));
    const page = fitting(items);
    const last = found[page.length - 1];
    const early = last?.queue_rank ?? last?.held_since ?? last?.ended_since;
    const next = page.length < items.length ? early : cursor;
    return { items: page, ...(next === undefined ? {} : { cursor: next }) };
  }

  @Answers(ReadHandoff)
  async read({ handoff_id }: HandoffAsk, { tenant }: Call): Promise<Handoff> {
    const handoff = await this.handoffs.get(tenant, handoff_id);
    return toHandoff(handoff, this.clock.now(), await this.estimates.of(handoff));
  }
}
