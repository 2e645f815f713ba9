import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type DeskPush,
  AcceptHandoff,
  AddNote,
  FleetError,
  HandoffRequestedEvent,
  HandoffWithdrawnEvent,
  ListAgents,
  ListHandoffs,
  ListNotes,
  ReadDesk,
  ReadHandoff,
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
import { serviceCall } from '@parley/messaging';
import { connectAs, refusal } from '@parley/testing';
import { TestDesk, idOf, until } from '../testing/test-desk.js';

describe('the desk (real: broker, SQLite, two handoff services on one store; scripted: orchestrator, accounts)', () => {
  let at: TestDesk;

  beforeAll(async () => {
    at = await TestDesk.open();
  }, 60_000);
  afterAll(() => at.close(), 60_000);
  beforeEach(() => at.anew());

  it('orders the queue by priority and waiting time, and says how long it may take once somebody is there', async () => {
    const old = new Date(Date.now() - 60_000).toISOString();
    const arrived = [
      await at.arrive('low', old),
      await at.arrive('normal'),
      await at.arrive('normal', old),
      await at.arrive('urgent'),
    ];
    const order = [arrived[3], arrived[2], arrived[1], arrived[0]].map((each) => each!.id);
    expect((await at.list('queued')).map(({ id }) => id)).toEqual(order);
    expect((await at.list('queued'))[1]).toMatchObject({
      language: 'tr',
      packet: { goal: 'where is it?' },
      state: 'queued',
    });
    expect((await at.list('queued'))[1]!.waiting_s).toBeGreaterThanOrEqual(60);
    expect((await at.list('queued'))[1]).not.toHaveProperty('estimate_s');
    const desk = serviceCall({ tenant: at.tenant, service: 'orchestrator', cause: 'test' });
    const orchestrator = connectAs('orchestrator', at.broker);
    expect(await orchestrator.fleet.ask(ReadDesk, {}, desk)).toEqual({ online: 0, waiting: 4 });
    await at.ask(SetPresence, { status: 'online', capacity: 1 }, await at.agent());
    await sleep(1100);
    expect((await at.list('queued')).map(({ estimate_s }) => estimate_s)).toEqual([30, 330, 630, 930]);
    expect(await orchestrator.fleet.ask(ReadDesk, {}, desk)).toEqual({ online: 1, waiting: 4, estimate_s: 1230 });
    await orchestrator.close();
    const pages = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const ask = { state: 'queued' as const, limit: 3, ...(cursor === undefined ? {} : { cursor }) };
      const page = await at.ask(ListHandoffs, ask, await at.agent());
      pages.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
    }
    expect(pages).toEqual(order);
    const forged = at.ask(ListHandoffs, { state: 'queued', limit: 3, cursor: '2/zzz' }, await at.agent());
    expect(await refusal(forged)).toBe('request.invalid');
  });

  it('is won by exactly one of 20 agents, who is told of once', async () => {
    const handoff = await at.arrive();
    const calls = await Promise.all(Array.from({ length: 20 }, () => at.agent()));
    const outcomes = await Promise.all(calls.map((call) => refusal(at.accept(handoff.id, call))));
    expect(outcomes.toSorted()).toEqual(['answered', ...Array(19).fill('handoff.taken')].toSorted());
    const winner = idOf(calls[outcomes.indexOf('answered')]!);
    expect(await at.read(handoff.id)).toMatchObject({ state: 'accepted', agent: { id: winner } });
    expect(at.log.stepsOf(handoff.session_id)).toEqual(['accept']);
  });

  it('tells steps by the sweep that failed before or after the log had them, each once', async () => {
    const failing = { before: await at.arrive(), after: await at.arrive() };
    const fail = (place: 'before' | 'after') => (step: { session_id: string }) => {
      if (step.session_id === failing[place].session_id) throw new FleetError('store.unavailable');
    };
    at.log.before = fail('before');
    at.log.after = fail('after');
    const [ann, bob] = [await at.agent(), await at.agent()];
    const ids = [failing.before.id, failing.after.id];
    const codes = await Promise.all(ids.map((id) => refusal(at.accept(id, ann))));
    expect(codes).toEqual(['store.unavailable', 'store.unavailable']);
    expect(await refusal(at.accept(ids[0]!, bob))).toBe('handoff.taken');
    at.log.before = at.log.after = () => undefined;
    const told = await until(
      () => Promise.all(ids.map((id) => at.read(id))),
      (found) => found.every(({ version }) => version > 2),
    );
    const done = await Promise.all(ids.map((id) => at.accept(id, ann)));
    expect(done.map((each) => each.agent?.id)).toEqual([idOf(ann), idOf(ann)]);
    await sleep(1500);
    expect((await Promise.all(ids.map((id) => at.read(id)))).map(({ version }) => version)).toEqual(
      told.map(({ version }) => version),
    );
    for (const { session_id } of Object.values(failing)) expect(at.log.stepsOf(session_id)).toEqual(['accept']);
  });

  it('undoes a step where the customer was faster', async () => {
    const { id } = await at.arrive();
    at.log.before = () => {
      throw new FleetError('session.moved');
    };
    const keyed = { ...(await at.agent()), idempotency_key: newId() };
    expect(await refusal(at.accept(id, keyed))).toBe('handoff.over');
    expect(await at.read(id)).toMatchObject({ state: 'cancelled' });
    expect(await at.list('queued')).toEqual([]);
    // Whoever did not hear of it and asks again is not told that it was done.
    expect(await refusal(at.accept(id, keyed))).toBe('handoff.over');
  });

  it('takes out of the queue whoever goes back to the bot or leaves, and keeps the rating', async () => {
    const [gone, left] = [await at.arrive(), await at.arrive()];
    await at.log.tell(at.tenant, HandoffWithdrawnEvent, { session_id: gone.session_id, handoff_id: gone.id } as never);
    const closed = { session_id: left.session_id, handoff_id: left.id, by: 'customer' };
    await at.log.tell(at.tenant, SessionClosedEvent, closed);
    await at.log.tell(at.tenant, SessionClosedEvent, { ...closed, rating: 2 } as never);
    await until(
      () => at.read(left.id),
      ({ rating }) => rating !== undefined,
    );
    expect(await at.list('queued')).toEqual([]);
    const ended = await at.list('ended');
    expect(ended.map(({ id, state, rating }) => [id, state, rating])).toEqual(
      expect.arrayContaining([
        [left.id, 'cancelled', 2],
        [gone.id, 'cancelled', undefined],
      ]),
    );
  });

  it('leaves nothing with an agent whose lease lapses, and offers it first', async () => {
    const { handoff, ann } = await at.accepted();
    const other = await at.arrive();
    at.clock.ahead = 61_000;
    await until(
      () => at.list('queued'),
      (found) => found.length === 2,
    );
    expect((await at.list('queued')).map(({ id }) => id)).toEqual([handoff.id, other.id]);
    expect(await at.list('accepted')).toEqual([]);
    expect(at.log.stepsOf(handoff.session_id)).toEqual(['accept', 'lapse']);
    const { items } = await at.ask(ListAgents, { limit: 10 }, await at.agent());
    expect(items).toMatchObject([{ agent_id: idOf(ann), status: 'offline', active: 0 }]);
    expect(await refusal(at.ask(ReturnHandoff, { handoff_id: handoff.id }, ann))).toBe('handoff.not_yours');
  });

  it('takes everything from an agent who goes, and keeps it with one who gives signs of life', async () => {
    const [leaving, staying] = [await at.accepted(), await at.accepted()];
    for (at.clock.ahead = 0; at.clock.ahead < 120_000; at.clock.ahead += 30_000) {
      await at.ask(SetPresence, { status: 'away' }, staying.ann);
      await at.ask(SetPresence, { status: 'online' }, leaving.ann);
    }
    const offline = await at.ask(SetPresence, { status: 'offline' }, leaving.ann);
    expect(offline).toMatchObject({ status: 'offline', active: 0 });
    expect((await at.list('queued')).map(({ id }) => id)).toEqual([leaving.handoff.id]);
    expect((await at.list('accepted', { agent_id: idOf(staying.ann) })).map(({ id }) => id)).toEqual([
      staying.handoff.id,
    ]);
    expect(at.log.stepsOf(staying.handoff.session_id)).toEqual(['accept']);
  });

  it('lets an agent go of whom one customer has left already, and takes the others from him at once', async () => {
    const { handoff: left, ann } = await at.accepted();
    const { id, session_id } = await at.accept((await at.arrive()).id, ann);
    at.log.before = (step) => {
      if (step.session_id === left.session_id) throw new FleetError('session.ended');
    };
    const offline = await at.ask(SetPresence, { status: 'offline' }, ann);
    expect(offline).toMatchObject({ status: 'offline', active: 0 });
    expect((await at.list('queued')).map((each) => each.id)).toEqual([id]);
    expect(await at.read(left.id)).toMatchObject({ state: 'resolved' });
    expect(at.log.stepsOf(session_id)).toEqual(['accept', 'lapse']);
  });

  it('hands on to a colleague who is there, back to the queue, to the bot, and to its end', async () => {
    const { handoff, ann } = await at.accepted();
    const bob = await at.agent();
    const ask = { handoff_id: handoff.id };
    const toBob = { ...ask, agent_id: idOf(bob) };
    expect(await refusal(at.ask(TransferHandoff, toBob, ann))).toBe('agent.not_found');
    await at.ask(SetPresence, { status: 'offline' }, bob);
    expect(await refusal(at.ask(TransferHandoff, toBob, ann))).toBe('agent.away');
    await at.ask(SetPresence, { status: 'online' }, bob);
    expect(await refusal(at.ask(TransferHandoff, toBob, bob))).toBe('handoff.not_yours');
    const once = { ...ann, idempotency_key: newId() };
    const transferred = await at.ask(TransferHandoff, toBob, once);
    expect(transferred).toMatchObject({ agent: { id: idOf(bob) } });
    expect(await at.ask(TransferHandoff, toBob, once)).toEqual(transferred);
    const carol = await at.agent();
    await at.ask(SetPresence, { status: 'online' }, carol);
    expect(await refusal(at.ask(TransferHandoff, { ...ask, agent_id: idOf(carol) }, once))).toBe(
      'idempotency.key_reused',
    );
    expect(transferred.version).toBeGreaterThan(handoff.version);
    const keyed = { ...bob, idempotency_key: newId() };
    expect(await at.ask(TransferHandoff, ask, keyed)).toMatchObject({ state: 'queued', priority: 'high' });
    expect(await at.ask(TransferHandoff, ask, keyed)).toMatchObject({ state: 'queued' });
    await at.accept(handoff.id, bob);
    expect(await refusal(at.ask(ResolveHandoff, ask, ann))).toBe('handoff.not_yours');
    expect(await at.ask(ReturnHandoff, ask, bob)).toMatchObject({ state: 'returned' });
    expect(await refusal(at.ask(ResolveHandoff, ask, bob))).toBe('handoff.over');
    expect(at.log.stepsOf(handoff.session_id)).toEqual(['accept', 'transfer', 'requeue', 'accept', 'return']);
    const other = await at.accepted();
    const boss = await at.agent(newId(), 'supervisor');
    const done = await at.ask(ResolveHandoff, { handoff_id: other.handoff.id }, boss);
    expect(done).toMatchObject({ state: 'resolved', agent: { id: idOf(other.ann) } });
  });

  it('gives any session to whoever takes it over: from the bot, the queue, a colleague; of several to one', async () => {
    const session_id = newId();
    const calls = await Promise.all(Array.from({ length: 5 }, () => at.agent()));
    const first = await refusal(at.ask(TakeOverSession, { session_id }, calls[0]!));
    expect([first, at.log.stepsOf(session_id)]).toEqual(['answered', ['take_over']]);
    const second = await at.ask(TakeOverSession, { session_id }, calls[1]!);
    expect(second).toMatchObject({ agent: { id: idOf(calls[1]!) }, reason: 'staff' });
    expect(at.log.stepsOf(session_id)).toEqual(['take_over', 'transfer']);
    const waiting = await at.arrive();
    const outcomes = await Promise.all(
      calls.map((call) => refusal(at.ask(TakeOverSession, { session_id: waiting.session_id }, call))),
    );
    expect(outcomes.filter((code) => code === 'answered').length).toBeGreaterThanOrEqual(1);
    expect(await at.read(waiting.id)).toMatchObject({ state: 'accepted' });
  });

  it('counts a request that comes after the session was taken over as over', async () => {
    const ann = await at.agent();
    const session_id = newId();
    const taken = await at.ask(TakeOverSession, { session_id }, ann);
    const late = { session_id, handoff_id: newId(), seq: 1, reason: 'customer_request', priority: 'normal' };
    await at.log.tell(at.tenant, HandoffRequestedEvent, {
      ...late,
      language: 'en',
      at: new Date().toISOString(),
    } as never);
    await until(
      () => at.list('ended'),
      (found) => found.length === 1,
    );
    expect(await at.list('ended')).toMatchObject([{ id: late.handoff_id, state: 'cancelled' }]);
    expect(await at.list('accepted')).toMatchObject([{ id: taken.id }]);
  });

  it('lets only its agent write, and hands on what the log says', async () => {
    const { handoff, ann } = await at.accepted();
    const draft = { handoff_id: handoff.id, text: 'hello', last_seen_seq: 3, client_message_id: newId() };
    at.log.write = ({ text, last_seen_seq }) =>
      last_seen_seq < 3 ? { status: 'unseen', entries: [] } : { status: 'sent', entry: { text } as never };
    expect(await at.ask(SendHandoffMessage, draft, ann)).toMatchObject({ status: 'sent' });
    expect(await at.ask(SendHandoffMessage, { ...draft, last_seen_seq: 2 }, ann)).toMatchObject({
      status: 'unseen',
    });
    expect(await refusal(at.ask(SendHandoffMessage, draft, await at.agent()))).toBe('handoff.not_yours');
    await at.ask(ReturnHandoff, { handoff_id: handoff.id }, ann);
    expect(await refusal(at.ask(SendHandoffMessage, draft, ann))).toBe('handoff.over');
  });

  it('keeps notes in order, each once, and pushes what changes to the staff of the company', async () => {
    const pushes: DeskPush[] = [];
    const watching = at.gateway.fleet.subscribe(deskSubject(at.tenant), (push) => pushes.push(push as DeskPush));
    await at.gateway.bus.flush();
    const { handoff, ann } = await at.accepted();
    const { id: handoff_id } = handoff;
    const keyed = { ...ann, idempotency_key: newId() };
    const note = await at.ask(AddNote, { handoff_id, text: 'one' }, keyed);
    expect(await at.ask(AddNote, { handoff_id, text: 'one' }, keyed)).toEqual(note);
    expect(await refusal(at.ask(AddNote, { handoff_id, text: 'two' }, keyed))).toBe('idempotency.key_reused');
    await at.ask(AddNote, { handoff_id, text: 'two' }, ann);
    const { items } = await at.ask(ListNotes, { handoff_id, limit: 10 }, await at.agent());
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
    const { handoff } = await at.accepted();
    const stranger = await at.signer.call({ tenant: newId(), role: 'owner' });
    const ask = { handoff_id: handoff.id };
    expect(await refusal(at.ask(ReadHandoff, ask, stranger))).toBe('handoff.not_found');
    expect(await refusal(at.ask(AcceptHandoff, ask, stranger))).toBe('handoff.not_found');
    expect(await refusal(at.ask(AddNote, { ...ask, text: 'x' }, stranger))).toBe('handoff.not_found');
    const { items } = await at.ask(ListAgents, { limit: 10 }, stranger);
    expect(items.map(({ agent_id }) => agent_id)).toEqual([idOf(stranger)]);
    const customer = await at.signer.call({ tenant: at.tenant });
    expect(await refusal(at.ask(ListNotes, { ...ask, limit: 10 }, customer))).toBe('auth.forbidden');
  });
});
