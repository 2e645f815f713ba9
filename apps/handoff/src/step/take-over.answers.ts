import { Injectable } from '@nestjs/common';
import {
  type AgentName,
  type Handoff,
  type TakeOverAsk,
  BriefAgent,
  FleetError,
  TakeOverSession,
  newId,
  toFleetError,
} from '@parley/contracts';
import { type Call, Answers, Fleet, serviceCall } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import { type HandoffDocument, standingFields } from '../handoff/handoff.document.js';
import { Customers } from '../handoff/customers.js';
import { Handoffs } from '../handoff/handoffs.js';
import { toHandoff } from '../handoff/view.js';
import { Presences } from '../presence/presences.js';
import { actorOf, nameOf } from './step.answers.js';
import { Steps, tellingMs } from './steps.js';

/** A session that moves so often while it is taken over is left alone. */
const mostTries = 5;

/** Any session at any moment into an agent's hands: a handoff that is born accepted, or the one that is under way. */
@Injectable()
export class TakeOverAnswers {
  constructor(
    private readonly handoffs: Handoffs,
    private readonly customers: Customers,
    private readonly steps: Steps,
    private readonly presences: Presences,
    private readonly fleet: Fleet,
    private readonly clock: Clock,
  ) {}

  @Answers(TakeOverSession)
  async takeOver({ session_id }: TakeOverAsk, call: Call): Promise<Handoff> {
    const agent = nameOf(await this.presences.act(call));
    for (let tries = 0; tries < mostTries; tries += 1) {
      const live = await this.handoffs.liveOf(call.tenant, session_id);
      const taken = await (live ? this.takeLive(live, agent, call) : this.begin(session_id, agent, call));
      if (taken) return toHandoff(taken, this.clock.now());
    }
    throw new FleetError('session.moved');
  }

  /** Out of the queue as by accept, so that of several one gets it; from a colleague as by a transfer. Nothing where it was over meanwhile. */
  private async takeLive(
    { id, tenant, standing }: HandoffDocument,
    agent: AgentName,
    call: Call,
  ): Promise<HandoffDocument | undefined> {
    const step = standing.state === 'queued' ? 'accept' : 'take_over';
    try {
      return await this.steps.take(tenant, id, { step, agent, actor: actorOf(call) });
    } catch (thrown) {
      if (['handoff.over', 'handoff.not_found'].includes(toFleetError(thrown).code)) return undefined;
      throw thrown;
    }
  }

  /** Throws `handoff.taken` where a colleague was faster. */
  private async begin(session_id: string, agent: AgentName, { tenant }: Call): Promise<HandoffDocument> {
    const now = new Date(this.clock.now()).toISOString();
    const id = newId();
    const asking = serviceCall({ tenant, service: 'handoff', cause: `take over ${session_id}` });
    const briefing = await this.fleet.ask(BriefAgent, { session_id, reason: 'staff' }, asking);
    if (briefing.ended) throw new FleetError('session.ended');
    const untold = { entry_id: newId(), step: 'take_over', agent, from: undefined } as const;
    const standing = { state: 'accepted', waited_since: now, since: now, agent } as const;
    const { inserted, document } = await this.handoffs.insert(tenant, {
      id,
      session_id,
      customer: await this.customers.named(tenant, briefing.customer_id),
      reason: 'staff',
      language: briefing.packet.language,
      packet: briefing.packet,
      queued_at: now,
      ...standingFields({ id, session_id }, standing, 'normal'),
      untold,
      untold_due: this.clock.now() + tellingMs,
    });
    if (!inserted) throw new FleetError('handoff.taken');
    return this.steps.tell(document, untold);
  }
}
