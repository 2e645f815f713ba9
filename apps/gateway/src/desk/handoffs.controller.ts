import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import {
  AcceptHandoff,
  AddNote,
  Entry,
  FleetError,
  Handoff,
  HandoffList,
  ListHandoffs,
  ListNotes,
  Note,
  NoteList,
  ReadHandoff,
  ResolveHandoff,
  ReturnHandoff,
  SendHandoffMessage,
  TransferHandoff,
} from '@parley/contracts';
import { Fleet, signedInUser } from '@parley/messaging';
import { PageQuery, pageOf } from '../api/page.js';
import { Route } from '../api/route.js';
import type { DoorRequest } from '../http/request.js';
import { AgentMessageBody, HandoffsQuery, NoteBody, TransferBody } from './bodies.js';

/** Most UTF-16 units that 4000 code points can take, before and after NFC. */
const LONGEST = 16_000;

/** The desk of the people: the queue, and what they do with a conversation. */
@Controller('handoffs')
export class HandoffsController {
  constructor(private readonly fleet: Fleet) {}

  @Get()
  @Route({
    summary: 'The queue by priority and waiting time, or what is with agents or over, newest first.',
    data: HandoffList,
    asks: [ListHandoffs],
  })
  list(@Req() { call }: DoorRequest, @Query() query: HandoffsQuery): Promise<HandoffList> {
    const { state = 'queued', mine } = query;
    return this.fleet.ask(
      ListHandoffs,
      { state, ...pageOf(query), ...(mine ? { agent_id: signedInUser(call).id } : {}) },
      call,
    );
  }

  @Get(':handoff_id')
  @Route({ summary: 'One handoff, with what the agent has to know.', data: Handoff, asks: [ReadHandoff] })
  read(@Req() { call }: DoorRequest, @Param('handoff_id') handoff_id: string): Promise<Handoff> {
    return this.fleet.ask(ReadHandoff, { handoff_id }, call);
  }

  @Post(':handoff_id/accept')
  @Route({
    summary: 'Takes it out of the queue. Of several agents one gets it, the others `handoff.taken`.',
    data: Handoff,
    asks: [AcceptHandoff],
  })
  accept(@Req() { call }: DoorRequest, @Param('handoff_id') handoff_id: string): Promise<Handoff> {
    return this.fleet.ask(AcceptHandoff, { handoff_id }, call);
  }

  @Post(':handoff_id/messages')
  @Route({
    summary: 'Writes to the customer, where everything up to `last_seen_seq` was seen and nothing came after it.',
    data: Entry,
    asks: [SendHandoffMessage],
    errors: ['session.unseen'],
  })
  async send(
    @Req() { call }: DoorRequest,
    @Param('handoff_id') handoff_id: string,
    @Body() { text, last_seen_seq, client_message_id = call.idempotency_key! }: AgentMessageBody,
  ): Promise<Entry> {
    if (text.length > LONGEST) throw new FleetError('message.too_long');
    const draft = { handoff_id, text, last_seen_seq, client_message_id };
    const { entry, entries = [] } = await this.fleet.ask(SendHandoffMessage, draft, call);
    if (!entry) throw new FleetError('session.unseen', { entries });
    return entry;
  }

  @Post(':handoff_id/notes')
  @Route({ summary: 'A note among colleagues; customers never see it.', status: 201, data: Note, asks: [AddNote] })
  note(
    @Req() { call }: DoorRequest,
    @Param('handoff_id') handoff_id: string,
    @Body() { text }: NoteBody,
  ): Promise<Note> {
    return this.fleet.ask(AddNote, { handoff_id, text }, call);
  }

  @Get(':handoff_id/notes')
  @Route({ summary: 'The notes, oldest first.', data: NoteList, asks: [ListNotes] })
  notes(
    @Req() { call }: DoorRequest,
    @Param('handoff_id') handoff_id: string,
    @Query() query: PageQuery,
  ): Promise<NoteList> {
    return this.fleet.ask(ListNotes, { handoff_id, ...pageOf(query) }, call);
  }

  @Post(':handoff_id/return')
  @Route({ summary: 'Gives the session back to the bot.', data: Handoff, asks: [ReturnHandoff] })
  giveBack(@Req() { call }: DoorRequest, @Param('handoff_id') handoff_id: string): Promise<Handoff> {
    return this.fleet.ask(ReturnHandoff, { handoff_id }, call);
  }

  @Post(':handoff_id/resolve')
  @Route({ summary: 'Done: ends the session and asks for a rating.', data: Handoff, asks: [ResolveHandoff] })
  resolve(@Req() { call }: DoorRequest, @Param('handoff_id') handoff_id: string): Promise<Handoff> {
    return this.fleet.ask(ResolveHandoff, { handoff_id }, call);
  }

  @Post(':handoff_id/transfer')
  @Route({ summary: 'To a colleague who is online, or back to the queue.', data: Handoff, asks: [TransferHandoff] })
  transfer(
    @Req() { call }: DoorRequest,
    @Param('handoff_id') handoff_id: string,
    @Body() body: TransferBody,
  ): Promise<Handoff> {
    return this.fleet.ask(TransferHandoff, { handoff_id, ...body }, call);
  }
}
