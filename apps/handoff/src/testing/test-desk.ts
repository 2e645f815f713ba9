import { setTimeout as sleep } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import {
  type Handoff,
  type HandoffListName,
  type Priority,
  type RequestContract,
  type Role,
  AcceptHandoff,
  AppendAgentMessage,
  BriefAgent,
  HandoffRequestedEvent,
  ListHandoffs,
  ReadHandoff,
  ReadName,
  ReadProfile,
  RecordHandoffStep,
  newId,
} from '@parley/contracts';
import type { Call, FleetConnection } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import { type Broker, type TestService, TokenSigner, connectAs, startBroker, startTestService } from '@parley/testing';
import { providers } from '../app.module.js';
import { MovedClock, ProfilesModule, ScriptedLog, ScriptedLogModule } from './parties.js';

const clock = new MovedClock();

@Module({ providers: [...providers, { provide: Clock, useValue: clock }] })
class DeskModule {}

export const idOf = ({ principal }: Call): string => (principal.kind === 'user' ? principal.id : '');

/** Looks again and again for what is good, for some seconds; then resolves with what there is. */
export async function until<T>(look: () => Promise<T>, good: (found: T) => boolean): Promise<T> {
  for (let looks = 0; looks < 100; looks += 1) {
    const found = await look();
    if (good(found)) return found;
    await sleep(50);
  }
  return look();
}

/** Two services of one store at the desk of a company; the log and the accounts behind them are scripted. */
export class TestDesk {
  readonly clock = clock;
  tenant = '';

  private constructor(
    readonly broker: Broker,
    readonly signer: TokenSigner,
    readonly gateway: FleetConnection,
    readonly log: ScriptedLog,
    private readonly services: readonly TestService[],
  ) {}

  static async open(): Promise<TestDesk> {
    const broker = await startBroker();
    const signer = await TokenSigner.create();
    const common = { broker, signer };
    const orchestrator = await startTestService({
      ...common,
      name: 'orchestrator',
      module: ScriptedLogModule,
      owned: [RecordHandoffStep, BriefAgent, AppendAgentMessage],
    });
    const accounts = await startTestService({
      ...common,
      name: 'accounts',
      module: ProfilesModule,
      stateless: true,
      owned: [ReadName, ReadProfile],
    });
    const first = await startTestService({ ...common, name: 'handoff', module: DeskModule });
    const second = await startTestService({ ...common, name: 'handoff', module: DeskModule, state: first.state });
    const services = [second, first, accounts, orchestrator];
    const log = orchestrator.app.get(ScriptedLog);
    return new TestDesk(broker, signer, connectAs('gateway', broker), log, services);
  }

  async close(): Promise<void> {
    await this.gateway.close();
    for (const service of this.services) await service.remove();
    await this.broker.stop();
  }

  /** Another company, at the present time, with a log that does as it is told. */
  anew(): void {
    this.tenant = newId();
    this.clock.ahead = 0;
    this.log.before = this.log.after = () => undefined;
    this.log.current = true;
  }

  ask<I extends object, O extends object>(contract: RequestContract<I, O>, input: I, call: Call): Promise<O> {
    return this.gateway.fleet.ask(contract, input, call);
  }

  agent(id = newId(), role: Role = 'agent'): Promise<Call> {
    return this.signer.call({ tenant: this.tenant, id, role });
  }

  async list(state: HandoffListName, more = {}): Promise<Handoff[]> {
    return (await this.ask(ListHandoffs, { state, limit: 100, ...more }, await this.agent())).items;
  }

  async read(handoff_id: string): Promise<Handoff> {
    return this.ask(ReadHandoff, { handoff_id }, await this.agent());
  }

  /** A customer asks for a person; resolves once that is in the queue. */
  async arrive(priority: Priority = 'normal', at = new Date().toISOString()): Promise<Handoff> {
    const ids = { session_id: newId(), handoff_id: newId() };
    const asked = { ...ids, seq: 1, reason: 'customer_request', priority, language: 'tr', at };
    await this.log.tell(this.tenant, HandoffRequestedEvent, asked);
    const queue = await until(
      () => this.list('queued'),
      (found) => found.some(({ id }) => id === ids.handoff_id),
    );
    return queue.find(({ id }) => id === ids.handoff_id)!;
  }

  accept(handoff_id: string, call: Call): Promise<Handoff> {
    return this.ask(AcceptHandoff, { handoff_id }, call);
  }

  async accepted(): Promise<{ handoff: Handoff; ann: Call }> {
    const ann = await this.agent();
    return { handoff: await this.accept((await this.arrive()).id, ann), ann };
  }
}
