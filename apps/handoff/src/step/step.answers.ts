import { Injectable } from '@nestjs/common';
import {
  type AgentName,
  type Handoff,
  type HandoffAsk,
  type HandoffStep,
  type TransferAsk,
  AcceptHandoff,
  FleetError,
  ResolveHandoff,
  ReturnHandoff,
  TransferHandoff,
} from '@parley/contracts';
import { type Call, Answers, signedInUser } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import type { Actor } from '../handoff/standing.js';
import { Estimates } from '../desk/estimates.js';
import { toHandoff } from '../handoff/view.js';
import { isThere } from '../presence/presence.document.js';
import { Presences } from '../presence/presences.js';
import { Steps } from './steps.js';

/** What agents do with a handoff. Whoever acts is at the desk. */
@Injectable()
export class StepAnswers {
  constructor(
    private readonly steps: Steps,
    private readonly presences: Presences,
    private readonly estimates: Estimates,
    private readonly clock: Clock,
  ) {}

  @Answers(AcceptHandoff)
  accept({ handoff_id }: HandoffAsk, call: Call): Promise<Handoff> {
    return this.take(handoff_id, 'accept', call);
  }

  @Answers(ReturnHandoff)
  giveBack({ handoff_id }: HandoffAsk, call: Call): Promise<Handoff> {
    return this.take(handoff_id, 'return', call);
  }

  @Answers(ResolveHandoff)
  resolve({ handoff_id }: HandoffAsk, call: Call): Promise<Handoff> {
    return this.take(handoff_id, 'resolve', call);
  }

  @Answers(TransferHandoff)
  async transfer({ handoff_id, agent_id }: TransferAsk, call: Call): Promise<Handoff> {
    if (agent_id === undefined) return this.take(handoff_id, 'requeue', call);
    return this.take(handoff_id, 'transfer', call, await this.colleague(call.tenant, agent_id));
  }

  private async take(id: string, step: HandoffStep, call: Call, to?: AgentName): Promise<Handoff> {
    const me = await this.presences.act(call);
    const { idempotency_key } = call;
    const wish = { step, agent: nameOf(to ?? me), actor: actorOf(call), idempotency_key };
    const handoff = await this.steps.take(call.tenant, id, wish);
    return toHandoff(handoff, this.clock.now(), await this.estimates.of(handoff));
  }

  /** Throws `agent.not_found` or `agent.away`. */
  private async colleague(tenant: string, agent_id: string): Promise<AgentName> {
    const presence = await this.presences.get(tenant, agent_id);
    if (!presence) throw new FleetError('agent.not_found');
    if (!isThere(presence, this.clock.now())) throw new FleetError('agent.away');
    return presence;
  }
}

export const nameOf = ({ id, name }: AgentName): AgentName => ({ id, name });

export function actorOf(call: Call): Actor {
  const { id, role } = signedInUser(call);
  return { id, senior: role !== 'agent' };
}
