import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import {
  AdmitVisitor,
  CreateSession,
  FeedbackReceipt,
  GiveFeedback,
  ListSessions,
  ReadEntries,
  ReadSession,
  Session,
  SessionDraft,
  SessionList,
} from '@parley/contracts';
import { Fleet } from '@parley/messaging';
import { PageQuery, pageOf } from '../api/page.js';
import { Route } from '../api/route.js';
import type { DoorRequest } from '../http/request.js';
import { bare } from '../stream/audience.js';
import { Begun, FeedbackBody, History, HistoryQuery } from './bodies.js';
import { cursorOf, rangeOf } from './history-cursor.js';
import { Visitors } from './visitors.js';

@Controller('chat')
export class SessionsController {
  constructor(
    private readonly fleet: Fleet,
    private readonly visitors: Visitors,
  ) {}

  @Post('sessions/initialize')
  @Route({
    summary: 'Begins a session: of the customer or visitor whose token comes along, else of a new visitor.',
    data: Begun,
    asks: [AdmitVisitor, CreateSession],
  })
  async initialize(@Req() request: DoorRequest, @Body() draft: SessionDraft): Promise<Begun> {
    const { call, welcome } = await this.visitors.callOf(request);
    const session = await this.visitors.begin(draft, call);
    return { session_id: session.id, session, ...welcome };
  }

  @Get('sessions')
  @Route({
    summary: 'The customer’s own sessions; for staff those of the company. Newest first.',
    data: SessionList,
    asks: [ListSessions],
  })
  list(@Req() { call }: DoorRequest, @Query() query: PageQuery): Promise<SessionList> {
    return this.fleet.ask(ListSessions, pageOf(query), call);
  }

  @Get('sessions/:session_id')
  @Route({ summary: 'One session.', data: Session, asks: [ReadSession] })
  read(@Req() { call }: DoorRequest, @Param('session_id') session_id: string): Promise<Session> {
    return this.fleet.ask(ReadSession, { session_id }, call);
  }

  @Get('sessions/:session_id/messages')
  @Route({
    summary: 'What was said and done in the session, ascending: the newest page, or forward with `after`.',
    data: History,
    asks: [ReadEntries],
  })
  async history(
    @Req() { call }: DoorRequest,
    @Param('session_id') session_id: string,
    @Query() query: HistoryQuery,
  ): Promise<History> {
    const range = rangeOf(query);
    const { items, more, open } = await this.fleet.ask(ReadEntries, { session_id, ...range }, call);
    return {
      items: items.map((entry) => bare(entry, call)),
      open,
      ...(more && items.length > 0 ? { cursor: cursorOf(range, items) } : {}),
    };
  }

  @Post('messages/:message_id/feedback')
  @Route({ summary: 'Thumbs up or down for an answer.', data: FeedbackReceipt, asks: [GiveFeedback] })
  feedback(
    @Req() { call }: DoorRequest,
    @Param('message_id') message_id: string,
    @Body() body: FeedbackBody,
  ): Promise<FeedbackReceipt> {
    return this.fleet.ask(GiveFeedback, { message_id, ...body }, call);
  }
}
