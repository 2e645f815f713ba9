import { Injectable } from '@nestjs/common';
import {
  type Dashboard,
  type DashboardAsk,
  type RebuildAsk,
  type RebuildReceipt,
  ReadDashboard,
  RebuildInsights,
} from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { Rebuild } from './rebuild.js';
import { Rollups } from './rollups.js';

@Injectable()
export class DashboardAnswers {
  constructor(
    private readonly rollups: Rollups,
    private readonly rebuild: Rebuild,
  ) {}

  @Answers(ReadDashboard)
  read({ from, to }: DashboardAsk, { tenant }: Call): Promise<Dashboard> {
    return this.rollups.dashboard(tenant, from, to);
  }

  @Answers(RebuildInsights)
  async recount(_: RebuildAsk): Promise<RebuildReceipt> {
    return { events: await this.rebuild.run() };
  }
}
