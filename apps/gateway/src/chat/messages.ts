import { Injectable } from '@nestjs/common';
import { FleetError, SendMessage, type Entry, type MessageOutcome } from '@parley/contracts';
import { Fleet, type Call } from '@parley/messaging';
import { eventsOf } from '../stream/parts.js';
import { AnswerFeed } from '../stream/answer-feed.js';
import type { SseStream } from '../stream/sse.js';
import { Admission } from '../admission/admission.js';
import type { Place } from '../admission/turn-limit.js';
import { bare } from '../stream/audience.js';
import type { MessageReply } from './bodies.js';

/** An answer that is not there after so many milliseconds comes with the events of the session. */
const WAIT_MS = 15_000;
/** The fleet may take that much longer to say so. */
const GRACE_MS = 1500;
/** A turn ends after 20 s at the latest; a stream asks so many times for its outcome. */
const ROUNDS = 3;
/** Most UTF-16 units that 4000 code points can take, before and after NFC. */
const LONGEST = 16_000;

export interface NewMessage {
  readonly session_id: string;
  readonly message: string;
  readonly client_message_id: string;
}

/** A customer's message on its way to the orchestrator, and what became of it on its way back. */
@Injectable()
export class Messages {
  constructor(
    private readonly fleet: Fleet,
    private readonly admission: Admission,
  ) {}

  /** Resolves when it is answered, a person owns the session, or 15 s are over. */
  async send(message: NewMessage, call: Call, place: Place | undefined): Promise<MessageReply> {
    return replyOf(await this.admission.turn(() => this.ask(message, call, WAIT_MS), place), call);
  }

  /** Resolves with the customer's entry as soon as it is on disk; the rest comes with the events of the session. */
  async accept(message: NewMessage, call: Call): Promise<Entry> {
    return (await this.admission.turn(() => this.ask(message, call, 0))).message;
  }

  /** Accepts the message; the rest follows in the stream that `open` opens then. Rejects only before that. */
  async stream(message: NewMessage, call: Call, place: Place | undefined, open: () => SseStream): Promise<void> {
    await this.admission.turn(() => this.streamed(message, call, open), place);
  }

  private async streamed(message: NewMessage, call: Call, open: () => SseStream): Promise<MessageOutcome> {
    let outcome = await this.ask(message, call, 0);
    const stream = open();
    for (const event of eventsOf(bare(outcome.message, call))) stream.send(event);
    const answer = AnswerFeed.open(this.fleet, outcome.message, call, stream);
    try {
      for (let round = 0; outcome.status === 'pending' && round < ROUNDS; round++) {
        if (round > 0) stream.tell('heartbeat', {});
        outcome = await this.ask(message, call, WAIT_MS);
      }
      tellOutcome(outcome, answer, stream);
      stream.end();
    } catch (error) {
      stream.end(error instanceof FleetError ? error : new FleetError('fleet.internal', {}, { cause: error }));
    } finally {
      answer.close();
    }
    return outcome;
  }

  private ask({ message, ...rest }: NewMessage, call: Call, wait_ms: number): Promise<MessageOutcome> {
    if (message.length > LONGEST) throw new FleetError('message.too_long');
    const deadline = Date.now() + WAIT_MS + GRACE_MS;
    return this.fleet.ask(SendMessage, { ...rest, text: message, wait_ms }, { ...call, deadline });
  }
}

function tellOutcome({ status, answer, owner }: MessageOutcome, feed: AnswerFeed, stream: SseStream): void {
  if (answer) feed.tell(answer);
  else if (status === 'done') stream.tell('state', { owner });
  else throw new FleetError('fleet.deadline_exceeded');
}

function replyOf({ status, message, answer, owner }: MessageOutcome, call: Call): MessageReply {
  const { session_id, id, seq } = message;
  const reply = { status, session_id, message_id: id, seq, message: bare(message, call), owner };
  if (!answer) return reply;
  const { method, cost, execution_time_ms } = answer;
  return {
    ...reply,
    answer: bare(answer, call),
    ...(method === undefined ? {} : { method }),
    ...(cost === undefined ? {} : { cost }),
    ...(execution_time_ms === undefined ? {} : { execution_time_ms }),
  };
}
