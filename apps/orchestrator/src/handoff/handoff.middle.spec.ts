import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Entry,
  type HandoffStep,
  type MessageOutcome,
  AppendAgentMessage,
  BriefAgent,
  CreateSession,
  EndSession,
  HandoffRequestedEvent,
  HandoffWithdrawnEvent,
  ListSessions,
  ReadEntries,
  ReadSession,
  RecordHandoffStep,
  RequestPerson,
  SendMessage,
  SessionClosedEvent,
  TurnCompletedEvent,
  newId,
} from '@parley/contracts';
import { type Call, type FleetConnection, STORE, serviceCall } from '@parley/messaging';
import { type Store, partitionOf } from '@parley/storage';
import { type TokenSigner, refusal } from '@parley/testing';
import { SessionLog } from '../log/session-log.js';
import { composed, ledger, people, script, thin } from '../testing/parties.js';
import { Scene } from '../testing/scene.js';

describe('who has a session (real: broker, SQLite, two orchestrators on one store; scripted: nlu, llm, handoff, actions)', () => {
  const tenant = newId();
  const customer = { tenant, id: newId() };
  const ann = { id: newId(), name: 'Ann' };
  let scene: Scene;
  let signer: TokenSigner;
  let gateway: FleetConnection;
  let desk: FleetConnection;
  let store: Store;
  let log: SessionLog;
  let session_id: string;

  beforeAll(async () => {
    scene = await Scene.start({ orchestrators: 2, asking: ['nlu', 'llm', 'handoff', 'actions'] });
    ({ signer, gateway, desk } = scene);
    const { app } = scene.orchestrators[0]!;
    store = app.get<Store>(STORE);
    log = app.get(SessionLog);
  }, 60_000);

  afterAll(() => scene.end(), 60_000);

  beforeEach(async () => {
    script.compose = async ({ text }) => composed(`about ${text}`);
    people.desk = { online: 1, waiting: 0, estimate_s: 30 };
    session_id = await begin();
  });

  const asCustomer = (more = {}): Promise<Call> => signer.call({ ...customer, ...more });
  const asAgent = (id = ann.id): Promise<Call> => signer.call({ tenant, id, role: 'agent' });
  const begin = async () => (await gateway.fleet.ask(CreateSession, {}, await asCustomer())).id;
  const send = async (text: string, id = session_id): Promise<MessageOutcome> => {
    const draft = { session_id: id, text, client_message_id: newId(), wait_ms: 15_000 };
    return gateway.fleet.ask(SendMessage, draft, await asCustomer());
  };
  const history = async (id = session_id, call?: Call): Promise<Entry[]> =>
    (await gateway.fleet.ask(ReadEntries, { session_id: id, after: 0, limit: 100 }, call ?? (await asCustomer())))
      .items;
  const record = (step: HandoffStep, handoff_id: string, entry_id = newId(), agent = ann, id = session_id) =>
    desk.fleet.ask(
      RecordHandoffStep,
      { session_id: id, handoff_id, entry_id, step, agent },
      serviceCall({ tenant, service: 'handoff', cause: 'test' }),
    );
  const write = async (
    handoff_id: string,
    text: string,
    last_seen_seq: number,
    client_message_id = newId(),
    who = ann,
  ) => {
    const draft = { session_id, handoff_id, agent_name: who.name, text, last_seen_seq, client_message_id };
    return desk.fleet.ask(AppendAgentMessage, draft, await asAgent(who.id));
  };
  const eventsOf = async (subject: string, id = session_id) =>
    (await store.events.read(partitionOf(id), 0, 500)).filter(
      (event) => event.subject === subject && event.aggregate === id,
    );
  const endAs = async (call: Call, ending = {}) => gateway.fleet.ask(EndSession, { session_id, ...ending }, call);

  const until = async (holds: () => Promise<boolean>) => {
    for (let tries = 0; tries < 500 && !(await holds()); tries++) await sleep(20);
  };

  it.each([
    [{ online: 0, waiting: 3 }, 'Nobody is online right now.'],
    [{ online: 2, waiting: 0, estimate_s: 30 }, 'Somebody is online and will write here shortly.'],
    [{ online: 2, waiting: 9, estimate_s: 600 }, 'it may take about 10 minutes.'],
  ])('tells whoever asks for a person the truth about the desk, in one entry', async (now, words) => {
    people.desk = now;
    const { answer, owner, message } = await send('person');
    expect(owner).toEqual({ kind: 'nobody' });
    expect(answer).toMatchObject({ kind: 'handoff', answers: [message.id], handoff: { state: 'queued' } });
    expect(answer!.text).toContain(words);
    expect(answer!.suggestions).toMatchObject([{ value: 'bot' }]);
    expect((await history()).map(({ kind }) => kind)).toEqual(['customer_message', 'handoff']);
    expect(await eventsOf(HandoffRequestedEvent.subject)).toMatchObject([
      { data: { handoff_id: answer!.handoff!.id, seq: 2, reason: 'customer_request', priority: 'normal' } },
    ]);
  });

  it('calls a person when the bot’s offer is accepted', async () => {
    script.compose = async () => thin;
    expect((await send('a riddle')).answer).toMatchObject({ suggestions: [{ value: 'person' }] });
    expect((await send('yes')).answer).toMatchObject({ kind: 'handoff' });
    expect(await eventsOf(HandoffRequestedEvent.subject)).toMatchObject([{ data: { reason: 'no_answer' } }]);
  });

  it('says nothing more while the customer waits, and goes on with the bot on request', async () => {
    const handoff_id = (await send('person')).answer!.handoff!.id;
    expect(await send('hello?')).toMatchObject({ status: 'done', owner: { kind: 'nobody' } });
    expect(await send('are you there?')).not.toHaveProperty('answer');
    const counted = (await eventsOf(TurnCompletedEvent.subject)).map(({ data }) => [data['method'], data['count']]);
    expect(counted).toEqual([
      ['rule', 1],
      ['agent', 1],
      ['agent', 1],
    ]);
    for (const words of ['bot', 'cancel']) {
      const back = await send(words);
      if (words === 'bot') {
        expect(back).toMatchObject({ answer: { kind: 'handoff', handoff: { id: handoff_id, state: 'cancelled' } } });
        expect(back.owner).toEqual({ kind: 'bot' });
        expect(await eventsOf(HandoffWithdrawnEvent.subject)).toMatchObject([{ data: { handoff_id } }]);
        expect((await send('returns')).answer).toMatchObject({ text: 'about returns' });
        await send('person');
      } else expect(back.owner).toEqual({ kind: 'bot' });
    }
    const kinds = (await history()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'handoff')).toHaveLength(4);
  });

  it.each(['failed', 'compensated'] as const)('calls a person once where an action has %s', async (state) => {
    ledger.state = 'running';
    const { answer } = await send('hello');
    const { entries } = log;
    const ids = { id: newId(), checking_id: newId(), handoff_id: newId() };
    const order = { order_number: 'LM-104233', email: 'ayse@example.com' };
    const { tenant: _, version: __, ...hello } = (await entries.get(tenant, answer!.id))!;
    const intent = { ...ids, name: 'order_cancellation', arguments: order } as const;
    const asks = await entries.insert(tenant, { ...hello, id: newId(), seq: 3, intent, act_until: 1 });
    await until(async () => (await history()).length === 4);
    expect(await history()).toMatchObject([{}, {}, {}, { action: { state: 'checking' } }]);

    ledger.state = state;
    const due = async () => log.update((await entries.get(tenant, asks.id))!, { act_until: 1 });
    const ended = async () => (await entries.get(tenant, asks.id))!.act_until === undefined;
    await due();
    await until(ended);
    expect((await history()).slice(4)).toMatchObject([
      { kind: 'action', action: { state: 'failed' } },
      { kind: 'handoff', owner: { kind: 'nobody' }, handoff: { state: 'queued' }, suggestions: [{ value: 'bot' }] },
    ]);
    expect(await eventsOf(HandoffRequestedEvent.subject)).toMatchObject([
      { data: { handoff_id: ids.handoff_id, reason: 'action_failed', priority: 'high' } },
    ]);

    await send('bot');
    await due();
    await until(ended);
    expect((await history()).map(({ kind }) => kind).slice(4)).toEqual([
      ...['action', 'handoff', 'customer_message', 'handoff'],
    ]);
  });

  it('puts a session into the queue once, however often it is asked, and knows the same request again', async () => {
    const call = await asCustomer();
    const asked = Array.from({ length: 10 }, (_, n) =>
      gateway.fleet.ask(RequestPerson, { session_id }, { ...call, idempotency_key: `k${n}` }),
    );
    const receipts = await Promise.all(asked);
    expect(new Set(receipts.map(({ handoff_id }) => handoff_id)).size).toBe(1);
    expect(await history()).toHaveLength(1);
    const key = receipts[0]!.entry.client_message_id!;
    await send('bot');
    const again = await gateway.fleet.ask(RequestPerson, { session_id }, { ...call, idempotency_key: key });
    expect(again.handoff_id).toBe(receipts[0]!.handoff_id);
    const other = { session_id, reason: 'complaint' } as const;
    expect(await refusal(gateway.fleet.ask(RequestPerson, other, { ...call, idempotency_key: key }))).toBe(
      'idempotency.key_reused',
    );
    expect(await refusal(gateway.fleet.ask(RequestPerson, { session_id }, await asCustomer({ id: newId() })))).toBe(
      'session.not_found',
    );
  });

  it('writes a step once, and only where the handoff is', async () => {
    const handoff_id = (await send('person')).answer!.handoff!.id;
    expect(await refusal(record('return', handoff_id))).toBe('session.moved');
    expect(await refusal(record('accept', newId()))).toBe('session.moved');
    const entry_id = newId();
    const entries = await Promise.all(Array.from({ length: 10 }, () => record('accept', handoff_id, entry_id)));
    expect(new Set(entries.map(({ entry }) => entry.id))).toEqual(new Set([entry_id]));
    expect(await refusal(record('accept', handoff_id))).toBe('session.moved');
    expect((await history()).slice(2)).toMatchObject([
      {
        kind: 'handoff',
        text: 'Ann has joined the conversation.',
        owner: { kind: 'agent', agent_id: ann.id },
        handoff: { id: handoff_id, state: 'accepted', agent_name: 'Ann' },
      },
    ]);
    await record('lapse', handoff_id);
    expect((await history()).at(-1)).toMatchObject({ owner: { kind: 'nobody' }, handoff: { state: 'queued' } });
  });

  it('lets an agent write who has seen everything, each message once', async () => {
    const handoff_id = (await send('person')).answer!.handoff!.id;
    await record('accept', handoff_id);
    expect(await write(handoff_id, 'hello', 1)).toMatchObject({ status: 'sent', entry: { seq: 4, method: 'agent' } });
    expect(await send('thank you')).toMatchObject({ status: 'done', owner: { kind: 'agent', name: 'Ann' } });
    const unseen = await write(handoff_id, 'anything else?', 4);
    expect(unseen).toMatchObject({ status: 'unseen', entries: [{ seq: 5, text: 'thank you' }] });
    const id = newId();
    const twice = await Promise.all([1, 2, 3].map(() => write(handoff_id, 'anything else?', 5, id)));
    expect(twice.map(({ entry }) => entry?.seq)).toEqual([6, 6, 6]);
    expect(await refusal(write(handoff_id, 'other words', 6, id))).toBe('idempotency.key_reused');
    expect(await refusal(write(handoff_id, 'x', 99))).toBe('request.invalid');
    expect(await refusal(write(newId(), 'x', 6))).toBe('handoff.not_yours');
    expect(await refusal(write(handoff_id, 'x', 6, newId(), { id: newId(), name: 'Bob' }))).toBe('handoff.not_yours');
    expect((await history()).map(({ author }) => author.kind)).toEqual([
      'customer',
      'system',
      'system',
      'agent',
      'customer',
      'agent',
    ]);
  });

  it('gives back to the bot where it left off', async () => {
    await send('returns');
    expect((await send('ok')).answer!.text).toContain('anything else');
    const handoff_id = (await send('person')).answer!.handoff!.id;
    await record('accept', handoff_id);
    await Promise.all(Array.from({ length: 30 }, (_, n) => send(`word ${n}`)));
    await record('return', handoff_id);
    expect((await history()).at(-1)).toMatchObject({
      text: expect.stringContaining('assistant'),
      owner: { kind: 'bot' },
    });
    expect((await send('delivery')).answer).toMatchObject({ kind: 'bot_message', text: 'about delivery' });
    expect((await send('hello')).answer!.text).toContain('Hello again');
  });

  it('briefs the agent from the log', async () => {
    await send('returns');
    const { answer } = await send('person');
    const handoff_id = answer!.handoff!.id;
    const ask = { session_id, handoff_id, seq: answer!.seq, reason: 'customer_request' as const };
    const call = serviceCall({ tenant, service: 'handoff', cause: 'test' });
    const briefing = await desk.fleet.ask(BriefAgent, ask, call);
    expect(briefing).toMatchObject({ customer_id: customer.id, current: true, ended: false });
    expect(briefing.packet).toMatchObject({ goal: 'returns', language: 'en', tried: [{}, { step: 'retrieval' }] });
    await send('bot');
    expect(await desk.fleet.ask(BriefAgent, ask, call)).toMatchObject({ current: false, packet: { goal: 'returns' } });
  });

  it('ends for the customer, with one rating, now or later', async () => {
    const handoff_id = (await send('person')).answer!.handoff!.id;
    expect(await refusal(endAs(await asCustomer({ id: newId() })))).toBe('session.not_found');
    expect(await refusal(endAs(await asAgent()))).toBe('handoff.not_yours');
    const { session, entry } = await endAs(await asCustomer());
    expect(session).toMatchObject({ ended: true, owner: { kind: 'nobody' } });
    expect(entry).toMatchObject({ kind: 'session_end', handoff: { id: handoff_id, state: 'cancelled' } });
    expect(await refusal(send('hello'))).toBe('session.ended');
    expect(await refusal(gateway.fleet.ask(RequestPerson, { session_id }, await asCustomer()))).toBe('session.ended');
    expect(await refusal(record('accept', handoff_id))).toBe('session.ended');
    const words = { comment: 'kind', resolved: true };
    expect((await endAs(await asCustomer(), words)).entry).toMatchObject(words);
    const rated = { rating: 4, ...words };
    expect((await endAs(await asCustomer(), rated)).entry).toMatchObject(rated);
    expect((await endAs(await asCustomer(), rated)).entry).toMatchObject(rated);
    expect(await refusal(endAs(await asCustomer(), { rating: 1 }))).toBe('session.rated');
    expect(await history()).toHaveLength(3);
    const closed = (await eventsOf(SessionClosedEvent.subject)).map(({ data }) => [data['handoff_id'], data['rating']]);
    expect(closed).toEqual([
      [handoff_id, undefined],
      [handoff_id, undefined],
      [handoff_id, 4],
    ]);
  });

  it('ends for the agent who has it', async () => {
    const handoff_id = newId();
    await record('take_over', handoff_id);
    expect(await refusal(endAs(await asAgent(newId())))).toBe('handoff.not_yours');
    const { entry } = await endAs(await asAgent(), { resolved: true, rating: 5 });
    expect(entry).toMatchObject({
      author: { kind: 'agent', name: 'Ann' },
      handoff: { id: handoff_id, state: 'resolved' },
    });
    expect(entry).not.toHaveProperty('rating');
    expect(entry.text).toContain('Ann has closed the conversation.');
  });

  it('comes to one end of each of 40 races between an agent, the customer’s way back and the end', async () => {
    const race = async () => {
      const id = await begin();
      const handoff_id = (await send('person', id)).answer!.handoff!.id;
      const call = await asCustomer();
      const [accepted, ended] = await Promise.all([
        refusal(record('accept', handoff_id, newId(), ann, id)),
        refusal(gateway.fleet.ask(EndSession, { session_id: id }, call)),
        refusal(send('bot', id)),
      ]);
      const entries = await history(id);
      expect(ended).toBe('answered');
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
      expect(entries.filter(({ kind }) => kind === 'session_end')).toHaveLength(1);
      expect(entries.at(-1)!.kind).toBe('session_end');
      const states = entries.flatMap(({ handoff }) => (handoff ? [handoff.state] : []));
      expect(states.includes('accepted')).toBe(accepted === 'answered');
      expect(states.includes('accepted') && states.includes('cancelled')).toBe(false);
    };
    for (let round = 0; round < 4; round += 1) await Promise.all(Array.from({ length: 10 }, race));
  });

  it('shows why the bot answered to staff, and the company’s sessions; to customers theirs', async () => {
    await send('returns');
    expect((await history(session_id, await asAgent())).at(-1)).toHaveProperty('why');
    expect((await history()).at(-1)).not.toHaveProperty('why');
    const own = await signer.call({ tenant });
    await gateway.fleet.ask(CreateSession, {}, own);
    const list = async (call: Call) => (await gateway.fleet.ask(ListSessions, { limit: 2 }, call)).items;
    expect(await list(own)).toHaveLength(1);
    expect((await list(await asAgent())).map(({ id }) => id).at(-1)).toBe(session_id);
    expect(await list(await signer.call({ tenant: newId(), role: 'agent' }))).toEqual([]);
    const forged = gateway.fleet.ask(ListSessions, { limit: 2, cursor: 'zzz' }, own);
    expect(await refusal(forged)).toBe('request.invalid');
    expect(await gateway.fleet.ask(ReadSession, { session_id }, await asAgent())).toMatchObject({ seq: 2 });
  });
});
