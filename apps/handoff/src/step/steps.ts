import { Injectable } from '@nestjs/common';
import {
  type AgentName,
  type HandoffStep,
  FleetError,
  RecordHandoffStep,
  newId,
  toFleetError,
} from '@parley/contracts';
import { Fleet, serviceCall } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import { DeskPushes } from '../desk/pushes.js';
import { type HandoffDocument, type Untold, standingFields } from '../handoff/handoff.document.js';
import { Handoffs } from '../handoff/handoffs.js';
import { type Actor, type Standing, agentOf, over, raised, verdictOn } from '../handoff/standing.js';
import { Presences } from '../presence/presences.js';

/** After this the sweep tells what the one who decided it has not told, in milliseconds. */
export const tellingMs = 2000;
/** So many tries to move what others move at the same time. */
const mostTries = 20;

export interface StepWish {
  readonly step: HandoffStep;
  /** Who has it afterwards; where it leaves an agent's hands, whoever had it. */
  readonly agent: AgentName;
  /** Nobody where the desk itself moves it. */
  readonly actor?: Actor;
  /** Of the request: when it comes again, the step is found taken. */
  readonly idempotency_key?: string | undefined;
}

/**
 * Two services, one fact: a conditional update here decides, then the orchestrator appends what was decided to the
 * session's log, then it counts. A step that a crash left between the two is told by the sweep, or undone where the
 * customer was faster.
 */
@Injectable()
export class Steps {
  constructor(
    private readonly handoffs: Handoffs,
    private readonly presences: Presences,
    private readonly fleet: Fleet,
    private readonly pushes: DeskPushes,
    private readonly clock: Clock,
  ) {}

  /** Takes the step, or finds it taken. Throws why it may not be, or what kept it from being told: then it goes on by itself. */
  async take(tenant: string, id: string, wish: StepWish): Promise<HandoffDocument> {
    const { step, agent, actor } = wish;
    const asked = askedOf(wish);
    for (let tries = 0; tries < mostTries; tries += 1) {
      const handoff = await this.handoffs.get(tenant, id);
      const { standing, untold } = handoff;
      if (asked && handoff.asked === asked) {
        if (step === 'transfer' && agentOf(standing)?.id !== agent.id) throw new FleetError('idempotency.key_reused');
        return untold ? this.tell(handoff, untold) : handoff;
      }
      const had = standing.state === 'accepted' && leaves.includes(step) ? standing.agent : agent;
      const verdict = verdictOn(standing, step, had, actor, this.now());
      if (verdict.kind === 'refused') throw new FleetError(verdict.code);
      if (verdict.kind === 'stands') return untold ? this.tell(handoff, untold) : handoff;
      if (untold) {
        await this.tell(handoff, untold).catch(rethrowTransient);
        continue;
      }
      const told = step === 'take_over' ? (standing.state === 'queued' ? 'accept' : 'transfer') : step;
      const next = { entry_id: newId(), step: told, agent: had, from: standing };
      const decided = await this.decide(handoff, verdict.to, next, asked);
      if (decided) return this.tell(decided, decided.untold!);
    }
    throw new FleetError('fleet.overloaded');
  }

  /** Brings an untold step to its end: told, or undone and refused. */
  async tell(handoff: HandoffDocument, untold: Untold): Promise<HandoffDocument> {
    const { tenant, id, session_id } = handoff;
    const { entry_id, step, agent } = untold;
    const call = serviceCall({ tenant, service: 'handoff', cause: `${step} ${id}` });
    try {
      await this.fleet.ask(RecordHandoffStep, { session_id, handoff_id: id, entry_id, step, agent }, call);
    } catch (thrown) {
      const error = toFleetError(thrown);
      if (error.fault !== 'caller') throw error;
      await this.undo(handoff, untold);
      throw untold.from ? new FleetError('handoff.over') : error;
    }
    return this.settle(handoff, untold);
  }

  /** Nothing more to tell, unless its agent has left meanwhile: then it goes back to the queue. */
  private async settle(handoff: HandoffDocument, untold: Untold): Promise<HandoffDocument> {
    const { tenant, id, standing } = handoff;
    if (standing.state === 'accepted' && !(await this.presences.isThere(tenant, standing.agent.id))) {
      const lapse = { entry_id: newId(), step: 'lapse', agent: standing.agent, from: standing } as const;
      const lapsed = await this.decide(handoff, { state: 'queued', since: this.now() }, lapse);
      if (lapsed) return this.tell(lapsed, lapse);
    } else {
      const told = await this.handoffs.update(handoff, { untold: undefined, untold_due: undefined });
      if (told) return this.pushes.handoff(told);
    }
    const present = await this.handoffs.get(tenant, id);
    return present.untold?.entry_id === untold.entry_id ? this.settle(present, untold) : present;
  }

  private async decide(
    handoff: HandoffDocument,
    to: Standing,
    untold: Untold,
    asked?: string,
  ): Promise<HandoffDocument | undefined> {
    const back = to.state === 'queued';
    const decided = await this.handoffs.update(handoff, {
      ...standingFields(handoff, to, back ? raised(handoff.priority) : handoff.priority),
      untold,
      asked,
      untold_due: this.clock.now() + tellingMs,
    });
    return decided && this.pushes.handoff(decided);
  }

  /** The log says that the customer was faster: on with the bot, or gone. What never was in the log is nowhere. */
  private async undo(handoff: HandoffDocument, { entry_id, from }: Untold): Promise<void> {
    for (
      let present: HandoffDocument | undefined = handoff;
      present?.untold?.entry_id === entry_id;
      present = await this.handoffs.find(handoff.tenant, handoff.id)
    ) {
      if (!from) {
        await this.handoffs.delete(present);
        continue;
      }
      const to = over(from, from.state === 'accepted' ? 'resolved' : 'cancelled', this.now());
      const undone = await this.handoffs.update(present, {
        ...standingFields(present, to, present.priority),
        asked: undefined,
        untold: undefined,
        untold_due: undefined,
      });
      if (undone) this.pushes.handoff(undone);
    }
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

const askedOf = ({ step, actor, idempotency_key }: StepWish): string | undefined =>
  actor && idempotency_key !== undefined ? `${actor.id}/${step}/${idempotency_key}` : undefined;

const leaves: readonly HandoffStep[] = ['requeue', 'return', 'resolve'];

/** A step that came to nothing, because somebody else was faster, is no reason to stop. */
export function rethrowTransient(thrown: unknown): void {
  const error = toFleetError(thrown);
  if (error.fault !== 'caller') throw error;
}
