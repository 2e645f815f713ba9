import { Injectable } from '@nestjs/common';
import {
  type Dashboard,
  type DashboardAsk,
  type RebuildAsk,
  type RebuildReceipt,
  ReadDashboard,
  RebuildInsights,
  TurnCompletedEvent,
} from '@parley/contracts';
import { type Call, Answers, EventConsumer } from '@parley/messaging';
import { Rollups } from './rollups.js';

@Injectable()
export class DashboardAnswers {
  constructor(
    private readonly rollups: Rollups,
    private readonly consumer: EventConsumer,
  ) {}

  @Answers(ReadDashboard)
  read({ from, to }: DashboardAsk, { tenant }: Call): Promise<Dashboard> {
    return this.rollups.dashboard(tenant, from, to);
  }

  @Answers(RebuildInsights)
  async recount(_: RebuildAsk): Promise<RebuildReceipt> {
    return { events: await this.consumer.rebuild(TurnCompletedEvent.owner, () => this.rollups.clear()) };
  }
}
