import { Body, Controller, Get, Put, Query, Req } from '@nestjs/common';
import { AgentList, ListAgents, Presence, PresenceChange, SetPresence } from '@parley/contracts';
import { Fleet } from '@parley/messaging';
import { PageQuery, pageOf } from '../api/page.js';
import { Route } from '../api/route.js';
import type { DoorRequest } from '../http/request.js';

@Controller('agents')
export class AgentsController {
  constructor(private readonly fleet: Fleet) {}

  @Get()
  @Route({ summary: 'Everybody who was ever at the desk, by name.', data: AgentList, asks: [ListAgents] })
  list(@Req() { call }: DoorRequest, @Query() query: PageQuery): Promise<AgentList> {
    return this.fleet.ask(ListAgents, pageOf(query), call);
  }

  @Put('me/presence')
  @Route({
    summary: 'A sign of life for 60 s; repeat it every 20. Whoever goes offline gives everything back to the queue.',
    data: Presence,
    asks: [SetPresence],
  })
  setPresence(@Req() { call }: DoorRequest, @Body() change: PresenceChange): Promise<Presence> {
    return this.fleet.ask(SetPresence, change, call);
  }
}
