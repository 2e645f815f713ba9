import { Controller, Get, Query, Req } from '@nestjs/common';
import { Dashboard, DashboardAsk, ReadDashboard } from '@parley/contracts';
import { Fleet } from '@parley/messaging';
import { Route } from '../api/route.js';
import type { DoorRequest } from '../http/request.js';

@Controller('analytics')
export class AnalyticsController {
  constructor(private readonly fleet: Fleet) {}

  @Get('dashboard')
  @Route({ summary: 'Turns by day and method.', data: Dashboard, asks: [ReadDashboard] })
  dashboard(@Req() { call }: DoorRequest, @Query() range: DashboardAsk): Promise<Dashboard> {
    return this.fleet.ask(ReadDashboard, range, call);
  }
}
