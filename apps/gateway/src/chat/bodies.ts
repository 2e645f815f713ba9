import { OmitType } from '@nestjs/swagger';
import {
  Cost,
  Decimal,
  Entry,
  Feedback,
  Flag,
  Id,
  Instant,
  Integer,
  ListOf,
  Nested,
  OneOf,
  Owner,
  Session,
  Text,
  languages,
  methods,
  type Language,
  type Method,
} from '@parley/contracts';
import { Type } from 'class-transformer';
import { PageQuery } from '../api/page.js';

/** Longer than any message that is taken, so that the rule of messages speaks and not the form. */
const anyLength = 60_000;

export class MessageMetadata {
  @Text({ min: 1, max: 200, optional: true, description: 'where it does not stand beside the message' })
  client_message_id?: string;
  @Instant({ optional: true, description: 'of the sender’s clock; the time of a message is when it was accepted' })
  timestamp?: string;
}

export class MessageBody {
  @Text({ max: anyLength, description: 'at most 4000 characters' }) message!: string;
  @OneOf(['text'], { optional: true }) message_type?: 'text';
  @Text({ min: 1, max: 200, optional: true, description: 'the same again: the same message, sent once' })
  client_message_id?: string;
  @Nested(() => MessageMetadata, { optional: true }) metadata?: MessageMetadata;
}

/** The id that the sender gave the message, wherever it stands. */
export const givenIdOf = ({ client_message_id, metadata }: MessageBody): string | undefined =>
  client_message_id ?? metadata?.client_message_id;

export class ChatBody extends MessageBody {
  @Id({ optional: true, description: 'without it a session begins' }) session_id?: string;
  @OneOf(languages, { optional: true }) language?: Language;
}

export class FeedbackBody extends OmitType(Feedback, ['message_id']) {}

export class HistoryQuery extends PageQuery {
  @Type(() => Number)
  @Integer({ min: 0, optional: true, description: 'forward from the entry after this seq; else the newest page' })
  after?: number;
}

export class Begun {
  @Id() session_id!: string;
  @Nested(() => Session) session!: Session;
  @Text({ max: 4000, optional: true, description: 'of a new visitor; to be brought from now on' })
  visitor_token?: string;
  @Instant({ optional: true, description: 'when the visitor token expires' }) expires_at?: string;
}

export class History {
  @ListOf(() => Entry, { max: 100 }) items!: Entry[];
  @Text({ max: 400, optional: true }) cursor?: string;
  @Flag({ description: 'a turn of the session is unfinished' }) open!: boolean;
}

/** done: `answer` is there, or a person owns the session; pending: accepted, the answer comes with the events. */
export class MessageReply {
  @OneOf(['done', 'pending']) status!: 'done' | 'pending';
  @Id() session_id!: string;
  @Id() message_id!: string;
  @Integer({ min: 1 }) seq!: number;
  @Nested(() => Entry) message!: Entry;
  @Nested(() => Entry, { optional: true }) answer?: Entry;
  @Nested(() => Owner) owner!: Owner;
  @OneOf(methods, { optional: true, description: 'how the answer came about' }) method?: Method;
  @Nested(() => Cost, { optional: true }) cost?: Cost;
  @Decimal({ min: 0, optional: true }) execution_time_ms?: number;
}

export class ChatReply extends MessageReply {
  @Text({ max: 4000, optional: true, description: 'of a new visitor; to be brought from now on' })
  visitor_token?: string;
  @Instant({ optional: true, description: 'when the visitor token expires' }) expires_at?: string;
}
