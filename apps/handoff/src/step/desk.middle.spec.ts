import { setTimeout as sleep } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type DeskPush,
  type Handoff,
  type HandoffListName,
  type Priority,
  type Role,
  AcceptHandoff,
  AddNote,
  AppendAgentMessage,
  BriefAgent,
  FleetError,
  HandoffRequestedEvent,
  HandoffWithdrawnEvent,
  ListAgents,
  ListHandoffs,
  ListNotes,
  ReadDesk,
  ReadHandoff,
  ReadName,
  ReadProfile,
  RecordHandoffStep,
  ResolveHandoff,
  ReturnHandoff,
  SendHandoffMessage,
  SessionClosedEvent,
  SetPresence,
  TakeOverSession,
  TransferHandoff,
  deskSubject,
  newId,
} from '@parley/contracts';
import { type Call, type FleetConnection, serviceCall } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import {
  type Broker,
  type TestService,
  TokenSigner,
  connectAs,
  refusal,
  startBroker,
  startTestService,
} from '@parley/testing';
import { providers } from '../app.module.js';
import { MovedClock, ProfilesModule, ScriptedLog, ScriptedLogModule } from '../testing/parties.js';

const clock = new MovedClock();

@Module({ providers: [...providers, { provide: Clock, useValue: clock }] })
class DeskModule {}

describe('the desk (real: broker, SQLite, two handoff services on one store; scripted: orchestrator, accounts)', () => {
  let broker: Broker;
  let signer: TokenSigner;
  let services: TestService[];
  let gateway: FleetConnection;
  let log: ScriptedLog;
  let tenant: string;

  beforeAll(async () => {
    broker = await startBroker();
    signer = await TokenSigner.create();
    const common = { broker, signer };
    const orchestrator = await startTestService({
      ...common,
      name: 'orchestrator',
      module: ScriptedLogModule,
      owned: [RecordHandoffStep, BriefAgent, AppendAgentMessage],
    });
    log = orchestrator.app.get(ScriptedLog);
    const accounts = await startTestService({
      ...common,
      name: 'accounts',
      module: ProfilesModule,
      stateless: true,
      owned: [ReadName, ReadProfile],
    });
    const first = await startTestService({ ...common, name: 'handoff', module: DeskModule });
    const second = await startTestService({ ...common, name: 'handoff', module: DeskModule, state: first.state });
    services = [second, first, accounts, orchestrator];
    gateway = connectAs('gateway', broker);
  }, 60_000);

  afterAll(async () => {
    await gateway.close();
    for (const service of services) await service.remove();
    await broker.stop();
  }, 60_000);

  beforeEach(() => {
    tenant = newId();
    clock.ahead = 0;
    log.before = log.after = () => undefined;
    log.current = true;
  });

  const agent = (id = newId(), role: Role = 'agent'): Promise<Call> => signer.call({ tenant, id, role });
  const idOf = ({ principal }: Call): string => (principal.kind === 'user' ? principal.id : '');
  const list = async (state: HandoffListName, more = {}): Promise<Handoff[]> =>
    (await gateway.fleet.ask(ListHandoffs, { state, limit: 100, ...more }, await agent())).items;
  const until = async <T>(look: () => Promise<T>, good: (found: T) => boolean): Promise<T> => {
    for (let looks = 0; looks < 100; looks += 1) {
      const found = await look();
      if (good(found)) return found;
      await sleep(50);
    }
    return look();
  };
  /** A customer asks for a person; resolves once that is in the queue. */
  const arrive = async (priority: Priority = 'normal', at = new Date().toISOString()): Promise<Handoff> => {
    const ids = { session_id: newId(), handoff_id: newId() };
    const asked = { ...ids, seq: 1, reason: 'customer_request', priority, language: 'tr', at };
    await log.tell(tenant, HandoffRequestedEvent, asked);
    const queue = await until(
      () => list('queued'),
      (found) => found.some(({ id }) => id === ids.handoff_id),
    );
    return queue.find(({ id }) => id === ids.handoff_id)!;
  };
  const accept = (handoff_id: string, call: Call) => gateway.fleet.ask(AcceptHandoff, { handoff_id }, call);
  const accepted = async (): Promise<{ handoff: Handoff; ann: Call }> => {
    const ann = await agent();
    return { handoff: await accept((await arrive()).id, ann), ann };
  };
  const read = async (handoff_id: string) => gateway.fleet.ask(ReadHandoff, { handoff_id }, await agent());

  it('orders the queue by priority and waiting time, and says how long it may take once somebody is there', async () => {
    const old = new Date(Date.now() - 60_000).toISOString();
    const arrived = [
      await arrive('low', old),
      await arrive('normal'),
      await arrive('normal', old),
      await arrive('urgent'),
    ];
    const order = [arrived[3], arrived[2], arrived[1], arrived[0]].map((each) => each!.id);
    expect((await list('queued')).map(({ id }) => id)).toEqual(order);
    expect((await list('queued'))[1]).toMatchObject({
      language: 'tr',
      packet: { goal: 'where is it?' },
      state: 'queued',
    });
    expect((await list('queued'))[1]!.waiting_s).toBeGreaterThanOrEqual(60);
    expect((await list('queued'))[1]).not.toHaveProperty('estimate_s');
    const desk = serviceCall({ tenant, service: 'orchestrator', cause: 'test' });
    const orchestrator = connectAs('orchestrator', broker);
    expect(await orchestrator.fleet.ask(ReadDesk, {}, desk)).toEqual({ online: 0, waiting: 4 });
    await gateway.fleet.ask(SetPresence, { status: 'online', capacity: 1 }, await agent());
    await sleep(1100);
    expect((await list('queued')).map(({ estimate_s }) => estimate_s)).toEqual([30, 330, 630, 930]);
    expect(await orchestrator.fleet.ask(ReadDesk, {}, desk)).toEqual({ online: 1, waiting: 4, estimate_s: 1230 });
    await orchestrator.close();
    const pages = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const ask = { state: 'queued' as const, limit: 3, ...(cursor === undefined ? {} : { cursor }) };
      const page = await gateway.fleet.ask(ListHandoffs, ask, await agent());
      pages.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
    }
    expect(pages).toEqual(order);
    const forged = gateway.fleet.ask(ListHandoffs, { state: 'queued', limit: 3, cursor: '2/zzz' }, await agent());
    expect(await refusal(forged)).toBe('request.invalid');
  });

  it('is won by exactly one of 20 agents, who is told of once', async () => {
    const handoff = await arrive();
    const calls = await Promise.all(Array.from({ length: 20 }, () => agent()));
    const outcomes = await Promise.all(calls.map((call) => refusal(accept(handoff.id, call))));
    expect(outcomes.toSorted()).toEqual(['answered', ...Array(19).fill('handoff.taken')].toSorted());
    const winner = idOf(calls[outcomes.indexOf('answered')]!);
    expect(await read(handoff.id)).toMatchObject({ state: 'accepted', agent: { id: winner } });
    expect(log.stepsOf(handoff.session_id)).toEqual(['accept']);
  });

  it('tells steps by the sweep that failed before or after the log had them, each once', async () => {
    const failing = { before: await arrive(), after: await arrive() };
    const fail = (place: 'before' | 'after') => (step: { session_id: string }) => {
      if (step.session_id === failing[place].session_id) throw new FleetError('store.unavailable');
    };
    log.before = fail('before');
    log.after = fail('after');
    const [ann, bob] = [await agent(), await agent()];
    const ids = [failing.before.id, failing.after.id];
    const codes = await Promise.all(ids.map((id) => refusal(accept(id, ann))));
    expect(codes).toEqual(['store.unavailable', 'store.unavailable']);
    expect(await refusal(accept(ids[0]!, bob))).toBe('handoff.taken');
    log.before = log.after = () => undefined;
    const told = await until(
      () => Promise.all(ids.map((id) => read(id))),
      (found) => found.every(({ version }) => version > 2),
    );
    const done = await Promise.all(ids.map((id) => accept(id, ann)));
    expect(done.map((each) => each.agent?.id)).toEqual([idOf(ann), idOf(ann)]);
    await sleep(1500);
    expect((await Promise.all(ids.map((id) => read(id)))).map(({ version }) => version)).toEqual(
      told.map(({ version }) => version),
    );
    for (const { session_id } of Object.values(failing)) expect(log.stepsOf(session_id)).toEqual(['accept']);
  });

  it('undoes a step where the customer was faster', async () => {
    const { id } = await arrive();
    log.before = () => {
      throw new FleetError('session.moved');
    };
    const keyed = { ...(await agent()), idempotency_key: newId() };
    expect(await refusal(accept(id, keyed))).toBe('handoff.over');
    expect(await read(id)).toMatchObject({ state: 'cancelled' });
    expect(await list('queued')).toEqual([]);
    // Whoever did not hear of it and asks again is not told that it was done.
    expect(await refusal(accept(id, keyed))).toBe('handoff.over');
  });

  it('takes out of the queue whoever goes back to the bot or leaves, and keeps the rating', async () => {
    const [gone, left] = [await arrive(), await arrive()];
    await log.tell(tenant, HandoffWithdrawnEvent, { session_id: gone.session_id, handoff_id: gone.id } as never);
    const closed = { session_id: left.session_id, handoff_id: left.id, by: 'customer' };
    await log.tell(tenant, SessionClosedEvent, closed);
    await log.tell(tenant, SessionClosedEvent, { ...closed, rating: 2 } as never);
    await until(
      () => read(left.id),
      ({ rating }) => rating !== undefined,
    );
    expect(await list('queued')).toEqual([]);
    const ended = await list('ended');
    expect(ended.map(({ id, state, rating }) => [id, state, rating])).toEqual(
      expect.arrayContaining([
        [left.id, 'cancelled', 2],
        [gone.id, 'cancelled', undefined],
      ]),
    );
  });

  it('leaves nothing with an agent whose lease lapses, and offers it first', async () => {
    const { handoff, ann } = await accepted();
    const other = await arrive();
    clock.ahead = 61_000;
    await until(
      () => list('queued'),
      (found) => found.length === 2,
    );
    expect((await list('queued')).map(({ id }) => id)).toEqual([handoff.id, other.id]);
    expect(await list('accepted')).toEqual([]);
    expect(log.stepsOf(handoff.session_id)).toEqual(['accept', 'lapse']);
    const { items } = await gateway.fleet.ask(ListAgents, { limit: 10 }, await agent());
    expect(items).toMatchObject([{ agent_id: idOf(ann), status: 'offline', active: 0 }]);
    expect(await refusal(gateway.fleet.ask(ReturnHandoff, { handoff_id: handoff.id }, ann))).toBe('handoff.not_yours');
  });

  it('takes everything from an agent who goes, and keeps it with one who gives signs of life', async () => {
    const [leaving, staying] = [await accepted(), await accepted()];
    for (clock.ahead = 0; clock.ahead < 120_000; clock.ahead += 30_000) {
      await gateway.fleet.ask(SetPresence, { status: 'away' }, staying.ann);
      await gateway.fleet.ask(SetPresence, { status: 'online' }, leaving.ann);
    }
    const offline = await gateway.fleet.ask(SetPresence, { status: 'offline' }, leaving.ann);
    expect(offline).toMatchObject({ status: 'offline', active: 0 });
    expect((await list('queued')).map(({ id }) => id)).toEqual([leaving.handoff.id]);
    expect((await list('accepted', { agent_id: idOf(staying.ann) })).map(({ id }) => id)).toEqual([staying.handoff.id]);
    expect(log.stepsOf(staying.handoff.session_id)).toEqual(['accept']);
  });

  it('hands on to a colleague who is there, back to the queue, to the bot, and to its end', async () => {
    const { handoff, ann } = await accepted();
    const bob = await agent();
    const ask = { handoff_id: handoff.id };
    const toBob = { ...ask, agent_id: idOf(bob) };
    expect(await refusal(gateway.fleet.ask(TransferHandoff, toBob, ann))).toBe('agent.not_found');
    await gateway.fleet.ask(SetPresence, { status: 'offline' }, bob);
    expect(await refusal(gateway.fleet.ask(TransferHandoff, toBob, ann))).toBe('agent.away');
    await gateway.fleet.ask(SetPresence, { status: 'online' }, bob);
    expect(await refusal(gateway.fleet.ask(TransferHandoff, toBob, bob))).toBe('handoff.not_yours');
    const transferred = await gateway.fleet.ask(TransferHandoff, toBob, ann);
    expect(transferred).toMatchObject({ agent: { id: idOf(bob) } });
    expect(transferred.version).toBeGreaterThan(handoff.version);
    const keyed = { ...bob, idempotency_key: newId() };
    expect(await gateway.fleet.ask(TransferHandoff, ask, keyed)).toMatchObject({ state: 'queued', priority: 'high' });
    expect(await gateway.fleet.ask(TransferHandoff, ask, keyed)).toMatchObject({ state: 'queued' });
    await accept(handoff.id, bob);
    expect(await refusal(gateway.fleet.ask(ResolveHandoff, ask, ann))).toBe('handoff.not_yours');
    expect(await gateway.fleet.ask(ReturnHandoff, ask, bob)).toMatchObject({ state: 'returned' });
    expect(await refusal(gateway.fleet.ask(ResolveHandoff, ask, bob))).toBe('handoff.over');
    expect(log.stepsOf(handoff.session_id)).toEqual(['accept', 'transfer', 'requeue', 'accept', 'return']);
    const other = await accepted();
    const boss = await agent(newId(), 'supervisor');
    const done = await gateway.fleet.ask(ResolveHandoff, { handoff_id: other.handoff.id }, boss);
    expect(done).toMatchObject({ state: 'resolved', agent: { id: idOf(other.ann) } });
  });

  it('gives any session to whoever takes it over: from the bot, the queue, a colleague; of several to one', async () => {
    const session_id = newId();
    const calls = await Promise.all(Array.from({ length: 5 }, () => agent()));
    const first = await refusal(gateway.fleet.ask(TakeOverSession, { session_id }, calls[0]!));
    expect([first, log.stepsOf(session_id)]).toEqual(['answered', ['take_over']]);
    const second = await gateway.fleet.ask(TakeOverSession, { session_id }, calls[1]!);
    expect(second).toMatchObject({ agent: { id: idOf(calls[1]!) }, reason: 'staff' });
    expect(log.stepsOf(session_id)).toEqual(['take_over', 'transfer']);
    const waiting = await arrive();
    const outcomes = await Promise.all(
      calls.map((call) => refusal(gateway.fleet.ask(TakeOverSession, { session_id: waiting.session_id }, call))),
    );
    expect(outcomes.filter((code) => code === 'answered').length).toBeGreaterThanOrEqual(1);
    expect(await read(waiting.id)).toMatchObject({ state: 'accepted' });
  });

  it('counts a request that comes after the session was taken over as over', async () => {
    const ann = await agent();
    const session_id = newId();
    const taken = await gateway.fleet.ask(TakeOverSession, { session_id }, ann);
    const late = { session_id, handoff_id: newId(), seq: 1, reason: 'customer_request', priority: 'normal' };
    await log.tell(tenant, HandoffRequestedEvent, { ...late, language: 'en', at: new Date().toISOString() } as never);
    await until(
      () => list('ended'),
      (found) => found.length === 1,
    );
    expect(await list('ended')).toMatchObject([{ id: late.handoff_id, state: 'cancelled' }]);
    expect(await list('accepted')).toMatchObject([{ id: taken.id }]);
  });

  it('lets only its agent write, and hands on what the log says', async () => {
    const { handoff, ann } = await accepted();
    const draft = { handoff_id: handoff.id, text: 'hello', last_seen_seq: 3, client_message_id: newId() };
    log.write = ({ text, last_seen_seq }) =>
      last_seen_seq < 3 ? { status: 'unseen', entries: [] } : { status: 'sent', entry: { text } as never };
    expect(await gateway.fleet.ask(SendHandoffMessage, draft, ann)).toMatchObject({ status: 'sent' });
    expect(await gateway.fleet.ask(SendHandoffMessage, { ...draft, last_seen_seq: 2 }, ann)).toMatchObject({
      status: 'unseen',
    });
    expect(await refusal(gateway.fleet.ask(SendHandoffMessage, draft, await agent()))).toBe('handoff.not_yours');
    await gateway.fleet.ask(ReturnHandoff, { handoff_id: handoff.id }, ann);
    expect(await refusal(gateway.fleet.ask(SendHandoffMessage, draft, ann))).toBe('handoff.over');
  });

  it('keeps notes in order, each once, and pushes what changes to the staff of the company', async () => {
    const pushes: DeskPush[] = [];
    const watching = gateway.fleet.subscribe(deskSubject(tenant), (push) => pushes.push(push as DeskPush));
    await gateway.bus.flush();
    const { handoff, ann } = await accepted();
    const { id: handoff_id } = handoff;
    const keyed = { ...ann, idempotency_key: newId() };
    const note = await gateway.fleet.ask(AddNote, { handoff_id, text: 'one' }, keyed);
    expect(await gateway.fleet.ask(AddNote, { handoff_id, text: 'one' }, keyed)).toEqual(note);
    expect(await refusal(gateway.fleet.ask(AddNote, { handoff_id, text: 'two' }, keyed))).toBe(
      'idempotency.key_reused',
    );
    await gateway.fleet.ask(AddNote, { handoff_id, text: 'two' }, ann);
    const { items } = await gateway.fleet.ask(ListNotes, { handoff_id, limit: 10 }, await agent());
    expect(items.map(({ text, author }) => [text, author.id])).toEqual([
      ['one', idOf(ann)],
      ['two', idOf(ann)],
    ]);
    await sleep(100);
    watching.close();
    const states = pushes.flatMap((push) => (push.kind === 'handoff' ? [push.handoff.state] : [push.kind]));
    expect(states).toEqual(['queued', 'accepted', 'accepted', 'note', 'note']);
  });

  it('is another desk for another company', async () => {
    const { handoff } = await accepted();
    const stranger = await signer.call({ tenant: newId(), role: 'owner' });
    const ask = { handoff_id: handoff.id };
    expect(await refusal(gateway.fleet.ask(ReadHandoff, ask, stranger))).toBe('handoff.not_found');
    expect(await refusal(gateway.fleet.ask(AcceptHandoff, ask, stranger))).toBe('handoff.not_found');
    expect(await refusal(gateway.fleet.ask(AddNote, { ...ask, text: 'x' }, stranger))).toBe('handoff.not_found');
    const { items } = await gateway.fleet.ask(ListAgents, { limit: 10 }, stranger);
    expect(items.map(({ agent_id }) => agent_id)).toEqual([idOf(stranger)]);
    const customer = await signer.call({ tenant });
    expect(await refusal(gateway.fleet.ask(ListNotes, { ...ask, limit: 10 }, customer))).toBe('auth.forbidden');
  });
});
