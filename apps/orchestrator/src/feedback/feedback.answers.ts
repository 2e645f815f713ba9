import { Inject, Injectable } from '@nestjs/common';
import { type Feedback, type FeedbackReceipt, FleetError, GiveFeedback, newId } from '@parley/contracts';
import { type Call, Answers, STORE } from '@parley/messaging';
import type { Collection, CollectionSpec, Store, Stored } from '@parley/storage';
import { SessionLog } from '../log/session-log.js';
import { Sessions } from '../session/sessions.js';

interface FeedbackDocument extends Stored {
  readonly message_id: string;
  readonly thumbs: 'up' | 'down';
  readonly comment?: string;
  readonly at: string;
}

const feedbackCollection: CollectionSpec<FeedbackDocument> = {
  name: 'feedback',
  schema: 1,
  indexes: [{ name: 'by_message', fields: ['message_id'], unique: true }],
};

/** So many tries where the same message is judged at the same moment. */
const mostTries = 5;

/** Thumbs of customers on answers; the last word on a message stands. */
@Injectable()
export class FeedbackAnswers {
  readonly feedback: Collection<FeedbackDocument>;

  constructor(
    @Inject(STORE) store: Store,
    private readonly log: SessionLog,
    private readonly sessions: Sessions,
  ) {
    this.feedback = store.collection(feedbackCollection);
  }

  @Answers(GiveFeedback)
  async give({ message_id, thumbs, comment }: Feedback, call: Call): Promise<FeedbackReceipt> {
    const entry = await this.log.entries.get(call.tenant, message_id);
    if (!entry || (entry.kind !== 'bot_message' && entry.kind !== 'agent_message'))
      throw new FleetError('message.not_found');
    await this.sessions.ofPrincipal(entry.session_id, call).catch((error: unknown) => {
      const hidden = error instanceof FleetError && error.code === 'session.not_found';
      throw hidden ? new FleetError('message.not_found') : error;
    });
    const id = await this.keep(call.tenant, { message_id, thumbs, comment });
    return { id, message_id, thumbs };
  }

  /** What was said before goes whole: a comment on thumbs down is none on thumbs up. */
  private async keep(tenant: string, { message_id, thumbs, comment }: Feedback): Promise<string> {
    const given = { thumbs, at: new Date().toISOString(), ...(comment === undefined ? {} : { comment }) };
    for (let tries = 0; tries < mostTries; tries += 1) {
      const { inserted, document } = await this.feedback.insertIfAbsent(tenant, { id: newId(), message_id, ...given });
      const change = { comment: undefined, ...given };
      const kept = inserted || (await this.feedback.update(tenant, document.id, document.version, change));
      if (kept) return document.id;
    }
    throw new FleetError('fleet.overloaded');
  }
}
