import { Injectable } from '@nestjs/common';
import {
  type HandoffReason,
  type HandoffReceipt,
  type PersonAsk,
  FleetError,
  RequestPerson,
  newId,
} from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { UniqueConflict } from '@parley/storage';
import { type EntryDocument, toEntry } from '../log/entry.document.js';
import { SessionLog } from '../log/session-log.js';
import { DeskWords } from '../owner/desk-words.js';
import { priorityOf, queued, requestedEvent } from '../owner/handoff-entry.js';
import { Ownership } from '../owner/ownership.js';
import type { SessionDocument } from '../session/session.document.js';
import { Sessions } from '../session/sessions.js';

/** A customer asks for a person by a button. */
@Injectable()
export class PersonAnswers {
  constructor(
    private readonly sessions: Sessions,
    private readonly log: SessionLog,
    private readonly ownership: Ownership,
    private readonly desk: DeskWords,
  ) {}

  @Answers(RequestPerson)
  async request({ session_id, reason = 'customer_request' }: PersonAsk, call: Call): Promise<HandoffReceipt> {
    const session = await this.sessions.ofPrincipal(session_id, call);
    const entry = (await this.earlier(session, reason, call)) ?? (await this.queue(session, reason, call));
    return {
      handoff_id: entry.handoff!.id,
      entry: toEntry(entry, { why: false }),
      session: await this.sessions.view(session),
    };
  }

  private async queue(session: SessionDocument, reason: HandoffReason, call: Call): Promise<EntryDocument> {
    const key =
      call.idempotency_key === undefined ? {} : { client_message_id: call.idempotency_key, asked_why: reason };
    const handoff_id = newId();
    try {
      return await this.ownership.change(session, async ({ standing, change, dialogue, language }) => {
        if (standing.kind === 'ended') throw new FleetError('session.ended');
        if (standing.kind !== 'bot') return { found: change! };
        const desk = await this.desk.now(session.tenant, language);
        return {
          append: { ...queued(handoff_id, language, dialogue, desk), ...key },
          events: (draft) => [requestedEvent(draft, { reason, priority: priorityOf[reason] })],
        };
      });
    } catch (error) {
      const same = error instanceof UniqueConflict ? await this.earlier(session, reason, call) : undefined;
      if (!same) throw error;
      return same;
    }
  }

  /** What the same request did before. */
  private async earlier(
    { tenant, id: session_id }: SessionDocument,
    reason: HandoffReason,
    { idempotency_key: client_message_id }: Call,
  ): Promise<EntryDocument | undefined> {
    if (client_message_id === undefined) return undefined;
    const [entry] = await this.log.entries.find(tenant, {
      index: 'by_client_message',
      where: { session_id, client_message_id },
      limit: 1,
    });
    if (entry && (entry.kind !== 'handoff' || (entry.asked_why ?? reason) !== reason))
      throw new FleetError('idempotency.key_reused');
    return entry;
  }
}
