import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { AdmitVisitor, CreateSession, FleetError, SendMessage } from '@parley/contracts';
import type { Call } from '@parley/messaging';
import { Route } from '../api/route.js';
import { idempotencyKeyOf, type DoorReply, type DoorRequest, type RouteFacts } from '../http/request.js';
import { StreamedEvent } from '../stream/events.js';
import { SseStream } from '../stream/sse.js';
import { ChatBody, ChatReply, MessageBody, MessageReply, givenIdOf } from './bodies.js';
import { Messages, type NewMessage } from './messages.js';
import { Visitors, type Welcome } from './visitors.js';

const turn: RouteFacts = { takes_turn: true };

interface OneShot {
  readonly call: Call;
  readonly welcome: Welcome;
  readonly message: NewMessage;
}

@Controller('chat')
export class MessagesController {
  constructor(
    private readonly messages: Messages,
    private readonly visitors: Visitors,
  ) {}

  @Post('sessions/:session_id/messages')
  @RouteConfig(turn)
  @Route({
    summary: 'Sends a message and waits for the answer; as server-sent events when they are accepted.',
    data: MessageReply,
    streams: StreamedEvent,
    or: 202,
    asks: [SendMessage],
  })
  async send(
    @Req() request: DoorRequest,
    @Res() reply: DoorReply,
    @Param('session_id') session_id: string,
    @Body() body: MessageBody,
  ): Promise<void> {
    const { call, place } = request;
    const client_message_id = givenIdOf(body) ?? call.idempotency_key!;
    const draft = { session_id, message: body.message, client_message_id };
    if (acceptsEvents(request)) {
      return this.messages.stream(draft, call, place, () => SseStream.open(request, reply, session_id));
    }
    const outcome = await this.messages.send(draft, call, place);
    void reply.status(outcome.status === 'done' ? 200 : 202).send(outcome);
  }

  @Post()
  @RouteConfig(turn)
  @Route({
    summary: 'Asks in one shot: a session begins when none is given; the widget key is enough the first time.',
    data: ChatReply,
    or: 202,
    asks: [AdmitVisitor, CreateSession, SendMessage],
  })
  async chat(@Req() request: DoorRequest, @Res() reply: DoorReply, @Body() body: ChatBody): Promise<void> {
    const { call, welcome, message } = await this.begin(request, body);
    const outcome = await this.messages.send(message, call, request.place);
    void reply.status(outcome.status === 'done' ? 200 : 202).send({ ...outcome, ...welcome });
  }

  @Post('stream')
  @RouteConfig(turn)
  @Route({
    summary: 'The same as server-sent events; the first, `state`, names the session and brings a new visitor’s token.',
    streams: StreamedEvent,
    asks: [AdmitVisitor, CreateSession, SendMessage],
  })
  async stream(@Req() request: DoorRequest, @Res() reply: DoorReply, @Body() body: ChatBody): Promise<void> {
    const { call, welcome, message } = await this.begin(request, body);
    const { session_id } = message;
    return this.messages.stream(message, call, request.place, () => {
      const stream = SseStream.open(request, reply, session_id);
      stream.tell('state', { session_id, ...welcome });
      return stream;
    });
  }

  /** The session of a one-shot message: the given one, or one that this message begins, once for one key. */
  private async begin(request: DoorRequest, body: ChatBody): Promise<OneShot> {
    const { message, session_id, language } = body;
    const given = givenIdOf(body);
    const idempotency_key = idempotencyKeyOf(request.headers) ?? given ?? request.call.idempotency_key!;
    request.call = { ...request.call, idempotency_key };
    if (session_id !== undefined && request.call.principal.kind !== 'user') throw new FleetError('auth.required');
    const { call, welcome } = await this.visitors.callOf(request);
    const id = session_id ?? (await this.visitors.begin(language === undefined ? {} : { language }, call)).id;
    const client_message_id = given ?? idempotency_key;
    return { call, welcome, message: { session_id: id, message, client_message_id } };
  }
}

const acceptsEvents = ({ headers }: DoorRequest): boolean => headers.accept?.includes('text/event-stream') === true;
