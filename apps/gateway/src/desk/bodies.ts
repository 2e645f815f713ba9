import { OmitType } from '@nestjs/swagger';
import {
  AgentMessageDraft,
  Flag,
  Nested,
  NoteDraft,
  OneOf,
  PersonAsk,
  SessionEnding,
  Text,
  TransferAsk,
  handoffLists,
  type HandoffListName,
} from '@parley/contracts';
import { Transform } from 'class-transformer';
import { PageQuery } from '../api/page.js';

/** As in messages of customers: the rule of messages speaks and not the form. */
const anyLength = 60_000;

export class HandoffsQuery extends PageQuery {
  @OneOf(handoffLists, { optional: true, description: 'default queued; ended: resolved, returned or cancelled' })
  state?: HandoffListName;
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @Flag({ optional: true, description: 'only what you have, or had last' })
  mine?: boolean;
}

export class AgentMessageBody extends OmitType(AgentMessageDraft, ['handoff_id', 'text', 'client_message_id']) {
  @Text({ max: anyLength, description: 'at most 4000 characters' }) text!: string;
  @Text({ min: 1, max: 200, optional: true, description: 'the same again: the same message, sent once' })
  client_message_id?: string;
}

export class NoteBody extends OmitType(NoteDraft, ['handoff_id']) {}

export class TransferBody extends OmitType(TransferAsk, ['handoff_id']) {}

export class PersonBody extends OmitType(PersonAsk, ['session_id']) {}

export class EndFeedback extends OmitType(SessionEnding, ['session_id']) {}

export class EndBody extends EndFeedback {
  @Nested(() => EndFeedback, { optional: true, description: 'the same, where it does not stand beside it' })
  feedback?: EndFeedback;
}
