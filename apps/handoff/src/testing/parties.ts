import { Inject, Injectable, Module } from '@nestjs/common';
import {
  type AgentEntryDraft,
  type AgentMessageOutcome,
  type Briefing,
  type BriefingAsk,
  type Entry,
  type EventContract,
  type HandoffStepRecord,
  type RecordedStep,
  type User,
  type UserName,
  AppendAgentMessage,
  BriefAgent,
  ReadName,
  ReadProfile,
  RecordHandoffStep,
  newId,
} from '@parley/contracts';
import { type Call, Answers, STORE } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import type { Collection, Store, Stored } from '@parley/storage';

/** Stands in for the orchestrator over the real bus: keeps what it is told, answers as the test says, tells real events. */
@Injectable()
export class ScriptedLog {
  readonly told = new Map<string, HandoffStepRecord>();
  /** Called before a step is kept, and after: what throws in between is a crash or a refusal. */
  before: (step: HandoffStepRecord) => void = () => undefined;
  after: (step: HandoffStepRecord) => void = () => undefined;
  current = true;
  write: (draft: AgentEntryDraft) => AgentMessageOutcome = () => {
    throw new Error('the test did not say what becomes of messages');
  };
  private readonly facts: Collection<Stored>;

  constructor(@Inject(STORE) store: Store) {
    this.facts = store.collection<Stored>({ name: 'facts', schema: 1, indexes: [] });
  }

  @Answers(RecordHandoffStep)
  record(step: HandoffStepRecord): RecordedStep {
    if (!this.told.has(step.entry_id)) this.before(step);
    this.told.set(step.entry_id, step);
    this.after(step);
    return { entry: { id: step.entry_id } as Entry };
  }

  @Answers(BriefAgent)
  brief({ reason }: BriefingAsk): Briefing {
    const packet = {
      reason,
      goal: 'where is it?',
      tried: [],
      documents: [],
      language: 'en',
      last_messages: [],
    } as const;
    return { customer_id: newId(), packet: packet as never, current: this.current, ended: false };
  }

  @Answers(AppendAgentMessage)
  append(draft: AgentEntryDraft): AgentMessageOutcome {
    return this.write(draft);
  }

  async tell(tenant: string, { subject }: EventContract, data: { session_id: string }): Promise<void> {
    const event = { id: newId(), subject, aggregate: data.session_id, at: new Date().toISOString(), data: { ...data } };
    await this.facts.insert(tenant, { id: newId() }, [event]);
  }

  stepsOf(session_id: string): string[] {
    return [...this.told.values()].filter((each) => each.session_id === session_id).map(({ step }) => step);
  }
}

@Module({ providers: [ScriptedLog] })
export class ScriptedLogModule {}

/** Stands in for accounts: everybody's name begins with "Agent". */
@Injectable()
class Profiles {
  @Answers(ReadProfile)
  read(_: object, { principal }: Call): User {
    if (principal.kind !== 'user') throw new Error('a service has no profile');
    const { id, role } = principal;
    return { id, role, name: `Agent ${id.slice(-4)}`, email: 'a@b.example', created_at: new Date().toISOString() };
  }

  @Answers(ReadName)
  name(): UserName {
    return { name: 'Chris Customer' };
  }
}

@Module({ providers: [Profiles] })
export class ProfilesModule {}

/** Time that a test moves on. */
export class MovedClock extends Clock {
  ahead = 0;
  override now(): number {
    return Date.now() + this.ahead;
  }
}
