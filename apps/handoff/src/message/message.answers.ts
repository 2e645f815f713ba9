import { Injectable } from '@nestjs/common';
import {
  type AgentMessageDraft,
  type AgentMessageOutcome,
  AppendAgentMessage,
  FleetError,
  SendHandoffMessage,
} from '@parley/contracts';
import { type Call, Answers, Fleet } from '@parley/messaging';
import { Handoffs } from '../handoff/handoffs.js';
import { isLive } from '../handoff/standing.js';
import { Presences } from '../presence/presences.js';
import { Steps } from '../step/steps.js';

/** What agents write goes into the session's log, which has the last word about whose it is. */
@Injectable()
export class MessageAnswers {
  constructor(
    private readonly handoffs: Handoffs,
    private readonly steps: Steps,
    private readonly presences: Presences,
    private readonly fleet: Fleet,
  ) {}

  @Answers(SendHandoffMessage)
  async send({ handoff_id, ...draft }: AgentMessageDraft, call: Call): Promise<AgentMessageOutcome> {
    const found = await this.handoffs.get(call.tenant, handoff_id);
    const { id, name } = await this.presences.act(call);
    const handoff = found.untold ? await this.steps.tell(found, found.untold) : found;
    const { standing, session_id } = handoff;
    if (!isLive(standing)) throw new FleetError('handoff.over');
    if (standing.state !== 'accepted' || standing.agent.id !== id) throw new FleetError('handoff.not_yours');
    return this.fleet.ask(AppendAgentMessage, { ...draft, session_id, handoff_id, agent_name: name }, call);
  }
}
