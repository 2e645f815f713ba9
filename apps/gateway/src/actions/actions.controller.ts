import { Body, Controller, Get, Param, Put, Req } from '@nestjs/common';
import {
  ActionChange,
  ActionDefinition,
  ActionList,
  type ActionName,
  FleetError,
  ListActions,
  SetAction,
  actionNames,
} from '@parley/contracts';
import { Fleet } from '@parley/messaging';
import { Route } from '../api/route.js';
import type { DoorRequest } from '../http/request.js';

@Controller('actions')
export class ActionsController {
  constructor(private readonly fleet: Fleet) {}

  @Get()
  @Route({
    summary: 'What the bot can do in the company’s own systems, and what of it is connected.',
    data: ActionList,
    asks: [ListActions],
  })
  list(@Req() { call }: DoorRequest): Promise<ActionList> {
    return this.fleet.ask(ListActions, {}, call);
  }

  @Put(':name')
  @Route({
    summary:
      'Connects an action to the company’s system, or switches it off. The key is kept and never shown; a new address needs its own.',
    data: ActionDefinition,
    asks: [SetAction],
    errors: ['action.not_found'],
  })
  set(
    @Req() { call }: DoorRequest,
    @Param('name') name: string,
    @Body() change: ActionChange,
  ): Promise<ActionDefinition> {
    return this.fleet.ask(SetAction, { ...change, name: nameOf(name) }, call);
  }
}

function nameOf(name: string): ActionName {
  const known = actionNames.find((each) => each === name);
  if (!known) throw new FleetError('action.not_found');
  return known;
}
