import { Injectable } from '@nestjs/common';
import { type MessageDraft, type MessageOutcome, FleetError, SendMessage } from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { inTime } from '@parley/runtime';
import { UniqueConflict } from '@parley/storage';
import { type EntryDocument, toEntry } from '../log/entry.document.js';
import { SessionLog } from '../log/session-log.js';
import { Sessions } from '../session/sessions.js';
import type { SessionDocument } from '../session/session.document.js';
import { customerMessage } from './customer-message.js';
import { Leases } from './leases.js';
import { messageText } from './message-text.js';
import type { Settled } from './running.js';
import { TakeTurn } from './take-turn.js';
import { Turns } from './turns.js';

/** Accepts customers' messages: first to disk, then the work. */
@Injectable()
export class MessageAnswers {
  constructor(
    private readonly sessions: Sessions,
    private readonly log: SessionLog,
    private readonly turns: Turns,
    private readonly takeTurn: TakeTurn,
    private readonly leases: Leases,
  ) {}

  @Answers(SendMessage)
  async send(draft: MessageDraft, call: Call): Promise<MessageOutcome> {
    const text = messageText(draft.text);
    const session = await this.sessions.ofPrincipal(draft.session_id, call);
    if (this.turns.full) throw new FleetError('fleet.overloaded');
    const end = Math.min(Date.now() + draft.wait_ms, call.deadline);
    const { entry, settled } = await this.accept(session, text, draft.client_message_id, call.trace_id);
    return this.outcome(entry, await inTime(settled, end - Date.now(), () => undefined));
  }

  /** Written durably, or found as it was written before under the same client_message_id. nlu reads it meanwhile. */
  private async accept(session: SessionDocument, text: string, client_message_id: string, trace_id: string) {
    const { tenant, id: session_id, user_id } = session;
    const ended = (error: unknown) => error instanceof FleetError && error.code === 'session.ended';
    const known = (error: unknown) => error instanceof UniqueConflict && error.index === 'by_client_message';
    let reading: ReturnType<TakeTurn['read']> | undefined;
    try {
      const entry = await this.log.append(tenant, session_id, async (head) => {
        if (head.change?.kind === 'session_end') throw new FleetError('session.ended');
        const language = head.language ?? session.language ?? 'en';
        reading ??= this.takeTurn.read(tenant, text, language, trace_id);
        const holder = this.leases.holder;
        return customerMessage({
          session_id,
          head,
          user_id,
          text,
          language,
          client_message_id,
          at: new Date(),
          holder,
          open_until: this.leases.until(),
        });
      });
      return { entry, settled: this.turns.join(entry, trace_id, reading) };
    } catch (error) {
      if (!known(error) && !ended(error)) throw error;
      const repeated = await this.repeated(tenant, session_id, text, client_message_id, trace_id);
      if (!repeated) throw error;
      return repeated;
    }
  }

  private async repeated(
    tenant: string,
    session_id: string,
    text: string,
    client_message_id: string,
    trace_id: string,
  ) {
    const [entry] = await this.log.entries.find(tenant, {
      index: 'by_client_message',
      where: { session_id, client_message_id },
      limit: 1,
    });
    if (!entry) return undefined;
    if (entry.text !== text || entry.kind !== 'customer_message')
      throw new FleetError('idempotency.key_reused', { client_message_id });
    const outcome = await this.turns.outcomeOf(entry);
    return { entry, settled: outcome ? Promise.resolve(outcome) : this.turns.join(entry, trace_id) };
  }

  private async outcome(entry: EntryDocument, settled: Settled | undefined): Promise<MessageOutcome> {
    if (settled?.kind === 'answered') {
      const { answer } = settled;
      return {
        status: 'done',
        // As it stands in the log once it was read.
        message: toEntry({ ...entry, language: answer.language }, { why: false }),
        answer: toEntry(answer, { why: false }),
        owner: answer.owner ?? { kind: 'bot' },
      };
    }
    const { epoch } = await this.log.head(entry.tenant, entry.session_id);
    const owner = await this.log.owner(entry.tenant, entry.session_id, epoch);
    return { status: settled ? 'done' : 'pending', message: toEntry(entry, { why: false }), owner };
  }
}
