import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ReadEntries } from '@parley/contracts';
import { Fleet } from '@parley/messaging';
import { Route } from '../api/route.js';
import type { DoorReply, DoorRequest } from '../http/request.js';
import { expiryOf } from '../identity/authenticate.js';
import { ResumeQuery, StreamedEvent } from './events.js';
import { resumeFrom } from './parts.js';
import { SessionFeed } from './session-feed.js';
import { SseStream } from './sse.js';
import { Streams } from './streams.js';

@Controller('chat/sessions')
export class EventsController {
  constructor(
    private readonly fleet: Fleet,
    private readonly streams: Streams,
  ) {}

  @Get(':session_id/events')
  @Route({
    summary: 'Everything that happens in the session, as server-sent events; resumes after `Last-Event-ID`.',
    streams: StreamedEvent,
    asks: [ReadEntries],
  })
  async events(
    @Req() request: DoorRequest,
    @Res() reply: DoorReply,
    @Param('session_id') session_id: string,
    @Query() query: ResumeQuery,
  ): Promise<void> {
    const { call } = request;
    const from = resumeFrom(request.headers['last-event-id'] ?? query.last_event_id);
    const { feed, start } = await SessionFeed.open(this.fleet, session_id, call, from);
    const stream = SseStream.open(request, reply, session_id);
    this.streams.watch(feed, stream, expiryOf(call.token!));
    await start(stream);
  }
}
