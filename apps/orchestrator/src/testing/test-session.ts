import {
  type Entry,
  type HandoffStep,
  type MessageOutcome,
  type RequestContract,
  AppendAgentMessage,
  CreateSession,
  EndSession,
  ReadEntries,
  RecordHandoffStep,
  SendMessage,
  newId,
} from '@parley/contracts';
import { type Call, type FleetConnection, STORE, serviceCall } from '@parley/messaging';
import { type Store, partitionOf } from '@parley/storage';
import type { TokenSigner } from '@parley/testing';
import { SessionLog } from '../log/session-log.js';
import { composed, people, script } from './parties.js';
import { Scene } from './scene.js';

/** An agent of the company. */
export const ann = { id: newId(), name: 'Ann' };

/** A session of a customer, as the customer, agents and handoff see it, on two orchestrators of one store. */
export class TestSession {
  readonly tenant = newId();
  readonly customer = { tenant: this.tenant, id: newId() };
  readonly signer: TokenSigner;
  readonly gateway: FleetConnection;
  readonly desk: FleetConnection;
  readonly store: Store;
  readonly log: SessionLog;
  session_id = '';

  private constructor(private readonly scene: Scene) {
    ({ signer: this.signer, gateway: this.gateway, desk: this.desk } = scene);
    const { app } = scene.orchestrators[0]!;
    this.store = app.get<Store>(STORE);
    this.log = app.get(SessionLog);
  }

  static async open(): Promise<TestSession> {
    return new TestSession(await Scene.start({ orchestrators: 2, asking: ['nlu', 'llm', 'handoff', 'actions'] }));
  }

  close(): Promise<void> {
    return this.scene.end();
  }

  /** Another session, with answers to every question and somebody at the desk. */
  async anew(): Promise<void> {
    script.compose = async ({ text }) => composed(`about ${text}`);
    people.desk = { online: 1, waiting: 0, estimate_s: 30 };
    this.session_id = await this.begin();
  }

  ask<I extends object, O extends object>(contract: RequestContract<I, O>, input: I, call: Call): Promise<O> {
    return this.gateway.fleet.ask(contract, input, call);
  }

  asCustomer(more = {}): Promise<Call> {
    return this.signer.call({ ...this.customer, ...more });
  }

  asAgent(id = ann.id): Promise<Call> {
    return this.signer.call({ tenant: this.tenant, id, role: 'agent' });
  }

  async begin(): Promise<string> {
    return (await this.ask(CreateSession, {}, await this.asCustomer())).id;
  }

  async send(text: string, session_id = this.session_id): Promise<MessageOutcome> {
    const draft = { session_id, text, client_message_id: newId(), wait_ms: 15_000 };
    return this.ask(SendMessage, draft, await this.asCustomer());
  }

  async history(session_id = this.session_id, call?: Call): Promise<Entry[]> {
    const ask = { session_id, after: 0, limit: 100 };
    return (await this.ask(ReadEntries, ask, call ?? (await this.asCustomer()))).items;
  }

  record(step: HandoffStep, handoff_id: string, entry_id = newId(), agent = ann, session_id = this.session_id) {
    const call = serviceCall({ tenant: this.tenant, service: 'handoff', cause: 'test' });
    return this.desk.fleet.ask(RecordHandoffStep, { session_id, handoff_id, entry_id, step, agent }, call);
  }

  async write(handoff_id: string, text: string, last_seen_seq: number, client_message_id = newId(), who = ann) {
    const { session_id } = this;
    const draft = { session_id, handoff_id, agent_name: who.name, text, last_seen_seq, client_message_id };
    return this.desk.fleet.ask(AppendAgentMessage, draft, await this.asAgent(who.id));
  }

  async eventsOf(subject: string, session_id = this.session_id) {
    const events = await this.store.events.read(partitionOf(session_id), 0, 500);
    return events.filter((event) => event.subject === subject && event.aggregate === session_id);
  }

  endAs(call: Call, ending = {}) {
    return this.ask(EndSession, { session_id: this.session_id, ...ending }, call);
  }
}
