import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { EndSession, Handoff, HandoffReceipt, RequestPerson, SessionEnded, TakeOverSession } from '@parley/contracts';
import { Fleet } from '@parley/messaging';
import { Route } from '../api/route.js';
import type { DoorRequest } from '../http/request.js';
import { EndBody, PersonBody } from './bodies.js';

/** Who has a session: asking for a person, taking it over, its end. */
@Controller('chat/sessions/:session_id')
export class OwnershipController {
  constructor(private readonly fleet: Fleet) {}

  @Post('handoff')
  @Route({
    summary: 'Asks for a person. Where one has the session already, or it waits for one, that is the answer.',
    data: HandoffReceipt,
    asks: [RequestPerson],
  })
  requestPerson(
    @Req() { call }: DoorRequest,
    @Param('session_id') session_id: string,
    @Body() body: PersonBody,
  ): Promise<HandoffReceipt> {
    return this.fleet.ask(RequestPerson, { session_id, ...body }, call);
  }

  @Post('takeover')
  @Route({
    summary: 'Takes the session over: from the bot, out of the queue, or from a colleague.',
    data: Handoff,
    asks: [TakeOverSession],
  })
  takeOver(@Req() { call }: DoorRequest, @Param('session_id') session_id: string): Promise<Handoff> {
    return this.fleet.ask(TakeOverSession, { session_id }, call);
  }

  @Post('end')
  @Route({
    summary: 'Ends the session; the customer may rate once, now or later by the same request.',
    data: SessionEnded,
    asks: [EndSession],
  })
  end(
    @Req() { call }: DoorRequest,
    @Param('session_id') session_id: string,
    @Body() { feedback, ...body }: EndBody,
  ): Promise<SessionEnded> {
    return this.fleet.ask(EndSession, { session_id, ...feedback, ...body }, call);
  }
}
