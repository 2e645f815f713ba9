import { Injectable } from '@nestjs/common';
import {
  type HandoffRequested,
  type HandoffWithdrawn,
  type SessionClosed,
  BriefAgent,
  HandoffRequestedEvent,
  HandoffWithdrawnEvent,
  SessionClosedEvent,
} from '@parley/contracts';
import { type Happened, Fleet, Reacts, serviceCall } from '@parley/messaging';
import type { Change } from '@parley/storage';
import { DeskPushes } from '../desk/pushes.js';
import { type HandoffDocument, standingFields } from '../handoff/handoff.document.js';
import { Customers } from '../handoff/customers.js';
import { Handoffs } from '../handoff/handoffs.js';
import { type Standing, isLive, over } from '../handoff/standing.js';

/** What customers do: ask for a person, go back to the bot, leave. Each event can be applied again without a difference. */
@Injectable()
export class Arrivals {
  constructor(
    private readonly handoffs: Handoffs,
    private readonly customers: Customers,
    private readonly fleet: Fleet,
    private readonly pushes: DeskPushes,
  ) {}

  @Reacts(HandoffRequestedEvent)
  async requested({ tenant, data }: Happened<HandoffRequested>): Promise<void> {
    const { handoff_id: id, session_id, seq, reason, priority, language, at } = data;
    if (await this.handoffs.find(tenant, id)) return;
    const call = serviceCall({ tenant, service: 'handoff', cause: `handoff ${id}` });
    const briefing = await this.fleet.ask(BriefAgent, { session_id, handoff_id: id, seq, reason }, call);
    const { packet, customer_id } = briefing;
    const customer = await this.customers.named(tenant, customer_id);
    const base = { id, session_id, customer, reason, language, packet, queued_at: at };
    const waits: Standing = { state: 'queued', since: at };
    const gone = over(waits, 'cancelled', at);
    const arrived = { ...base, ...standingFields(base, briefing.current ? waits : gone, priority) };
    const { inserted, document } = await this.handoffs.insert(tenant, arrived);
    if (inserted) this.pushes.handoff(document);
    // An agent has taken the session over before its request came here: that handoff stands.
    else if (document.id !== id)
      await this.handoffs.insert(tenant, { ...base, ...standingFields(base, gone, priority) });
  }

  @Reacts(HandoffWithdrawnEvent)
  async withdrawn({ tenant, at, data }: Happened<HandoffWithdrawn>): Promise<void> {
    await this.end(tenant, data.handoff_id, () => 'cancelled', at, {});
  }

  /** The end of a session, or its rating. */
  @Reacts(SessionClosedEvent)
  async closed({ tenant, at, data }: Happened<SessionClosed>): Promise<void> {
    const { handoff_id, rating } = data;
    if (handoff_id === undefined) return;
    const rated = rating === undefined ? {} : { rating };
    await this.end(tenant, handoff_id, ({ state }) => (state === 'queued' ? 'cancelled' : 'resolved'), at, rated);
  }

  private async end(
    tenant: string,
    id: string,
    as: (standing: Standing) => 'resolved' | 'cancelled',
    at: string,
    also: Change<HandoffDocument>,
  ): Promise<void> {
    for (;;) {
      const handoff = await this.handoffs.find(tenant, id);
      if (!handoff) return;
      const { standing, priority } = handoff;
      if (!isLive(standing) && Object.keys(also).length === 0) return;
      const told = { untold: undefined, untold_due: undefined };
      const ended = isLive(standing)
        ? { ...standingFields(handoff, over(standing, as(standing), at), priority), ...told }
        : {};
      const changed = await this.handoffs.update(handoff, { ...ended, ...also });
      if (!changed) continue;
      this.pushes.handoff(changed);
      return;
    }
  }
}
