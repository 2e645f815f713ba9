import { Anything, Id, Instant, OneOf, Text } from '@parley/contracts';

const eventTypes = ['accepted', 'delta', 'message', 'state', 'typing', 'error', 'heartbeat'] as const;

/** `data` of an event of a stream. */
export class StreamedEvent {
  @OneOf(eventTypes, {
    description:
      'accepted: a customer’s message; delta: a sentence of an answer, {seq, part, text}; message: a finished entry; ' +
      'state: a change of owner or the end; typing: {author, typing}; error: the stream ends; heartbeat: every 15 s',
  })
  type!: (typeof eventTypes)[number];
  @Text({ max: 24, optional: true, description: '`<seq>.<part>`; typing, error and heartbeat carry none' }) id?: string;
  @Id() session_id!: string;
  @Anything({ description: 'by type: an Entry, a delta, an error' }) data!: object;
  @Instant() at!: string;
}

export class ResumeQuery {
  @Text({
    max: 24,
    optional: true,
    description: 'id of the last event that was seen; the header Last-Event-ID goes first',
  })
  last_event_id?: string;
}
