import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BriefAgent,
  CreateSession,
  EndSession,
  HandoffRequestedEvent,
  HandoffWithdrawnEvent,
  ListSessions,
  ReadSession,
  RequestPerson,
  SessionClosedEvent,
  TurnCompletedEvent,
  newId,
} from '@parley/contracts';
import { type Call, serviceCall } from '@parley/messaging';
import { refusal } from '@parley/testing';
import { composed, ledger, people, script, thin } from '../testing/parties.js';
import { TestSession, ann } from '../testing/test-session.js';

describe('who has a session (real: broker, SQLite, two orchestrators on one store; scripted: nlu, llm, handoff, actions)', () => {
  let at: TestSession;

  beforeAll(async () => {
    at = await TestSession.open();
  }, 60_000);
  afterAll(() => at.close(), 60_000);
  beforeEach(() => at.anew());

  const until = async (holds: () => Promise<boolean>) => {
    for (let tries = 0; tries < 500 && !(await holds()); tries++) await sleep(20);
  };

  it.each([
    [{ online: 0, waiting: 3 }, 'Nobody is online right now.'],
    [{ online: 2, waiting: 0, estimate_s: 30 }, 'Somebody is online and will write here shortly.'],
    [{ online: 2, waiting: 9, estimate_s: 600 }, 'it may take about 10 minutes.'],
  ])('tells whoever asks for a person the truth about the desk, in one entry', async (now, words) => {
    people.desk = now;
    const { answer, owner, message } = await at.send('person');
    expect(owner).toEqual({ kind: 'nobody' });
    expect(answer).toMatchObject({ kind: 'handoff', answers: [message.id], handoff: { state: 'queued' } });
    expect(answer!.text).toContain(words);
    expect(answer!.suggestions).toMatchObject([{ value: 'bot' }]);
    expect((await at.history()).map(({ kind }) => kind)).toEqual(['customer_message', 'handoff']);
    expect(await at.eventsOf(HandoffRequestedEvent.subject)).toMatchObject([
      { data: { handoff_id: answer!.handoff!.id, seq: 2, reason: 'customer_request', priority: 'normal' } },
    ]);
  });

  it('calls a person when the bot’s offer is accepted', async () => {
    script.compose = async () => thin;
    expect((await at.send('a riddle')).answer).toMatchObject({ suggestions: [{ value: 'person' }] });
    expect((await at.send('yes')).answer).toMatchObject({ kind: 'handoff' });
    expect(await at.eventsOf(HandoffRequestedEvent.subject)).toMatchObject([{ data: { reason: 'no_answer' } }]);
  });

  it('answers what may be a call for a person from the documents, with one a click away, and else asks', async () => {
    script.compose = async () => composed('Spare legs are sent within a week.');
    expect((await at.send('can somebody mend my chair')).answer).toMatchObject({
      kind: 'bot_message',
      text: 'Spare legs are sent within a week.',
      suggestions: [{ value: 'person' }],
    });
    script.compose = async () => thin;
    expect((await at.send('somebody ring me')).answer?.text).toMatch(/Would you like to talk to a person/);
    expect((await at.send('yes')).answer).toMatchObject({ kind: 'handoff', handoff: { state: 'queued' } });
  });

  it('answers what may be about an order from the documents, and else asks which one', async () => {
    script.compose = async () => composed('Seven days.');
    expect((await at.send('how long does the locker keep my parcel')).answer).toMatchObject({ text: 'Seven days.' });
    script.compose = async () => thin;
    expect((await at.send('hmm my parcel')).answer).toMatchObject({
      method: 'flow',
      text: expect.stringMatching(/number/),
    });
  });

  it('says nothing more while the customer waits, and goes on with the bot on request', async () => {
    const handoff_id = (await at.send('person')).answer!.handoff!.id;
    expect(await at.send('hello?')).toMatchObject({ status: 'done', owner: { kind: 'nobody' } });
    expect(await at.send('are you there?')).not.toHaveProperty('answer');
    const counted = (await at.eventsOf(TurnCompletedEvent.subject)).map(({ data }) => [data['method'], data['count']]);
    expect(counted).toEqual([
      ['rule', 1],
      ['agent', 1],
      ['agent', 1],
    ]);
    for (const words of ['bot', 'cancel']) {
      const back = await at.send(words);
      if (words === 'bot') {
        expect(back).toMatchObject({ answer: { kind: 'handoff', handoff: { id: handoff_id, state: 'cancelled' } } });
        expect(back.owner).toEqual({ kind: 'bot' });
        expect(await at.eventsOf(HandoffWithdrawnEvent.subject)).toMatchObject([{ data: { handoff_id } }]);
        expect((await at.send('returns')).answer).toMatchObject({ text: 'about returns' });
        await at.send('person');
      } else expect(back.owner).toEqual({ kind: 'bot' });
    }
    const kinds = (await at.history()).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'handoff')).toHaveLength(4);
  });

  it.each(['failed', 'compensated'] as const)('calls a person once where an action has %s', async (state) => {
    ledger.state = 'running';
    const { answer } = await at.send('hello');
    const { entries } = at.log;
    const ids = { id: newId(), checking_id: newId(), handoff_id: newId() };
    const order = { order_number: 'LM-104233', email: 'ayse@example.com' };
    const { tenant: _, version: __, ...hello } = (await entries.get(at.tenant, answer!.id))!;
    const intent = { ...ids, name: 'order_cancellation', arguments: order } as const;
    const asks = await entries.insert(at.tenant, { ...hello, id: newId(), seq: 3, intent, act_until: 1 });
    await until(async () => (await at.history()).length === 4);
    expect(await at.history()).toMatchObject([{}, {}, {}, { action: { state: 'checking' } }]);

    ledger.state = state;
    const due = async () => at.log.update((await entries.get(at.tenant, asks.id))!, { act_until: 1 });
    const ended = async () => (await entries.get(at.tenant, asks.id))!.act_until === undefined;
    await due();
    await until(ended);
    expect((await at.history()).slice(4)).toMatchObject([
      { kind: 'action', action: { state: 'failed' } },
      { kind: 'handoff', owner: { kind: 'nobody' }, handoff: { state: 'queued' }, suggestions: [{ value: 'bot' }] },
    ]);
    expect(await at.eventsOf(HandoffRequestedEvent.subject)).toMatchObject([
      { data: { handoff_id: ids.handoff_id, reason: 'action_failed', priority: 'high' } },
    ]);

    await at.send('bot');
    await due();
    await until(ended);
    expect((await at.history()).map(({ kind }) => kind).slice(4)).toEqual([
      ...['action', 'handoff', 'customer_message', 'handoff'],
    ]);
  });

  it('puts a session into the queue once, however often it is asked, and knows the same request again', async () => {
    const call = await at.asCustomer();
    const asked = Array.from({ length: 10 }, (_, n) =>
      at.ask(RequestPerson, { session_id: at.session_id }, { ...call, idempotency_key: `k${n}` }),
    );
    const receipts = await Promise.all(asked);
    expect(new Set(receipts.map(({ handoff_id }) => handoff_id)).size).toBe(1);
    expect(await at.history()).toHaveLength(1);
    const key = receipts[0]!.entry.client_message_id!;
    await at.send('bot');
    const again = await at.ask(RequestPerson, { session_id: at.session_id }, { ...call, idempotency_key: key });
    expect(again.handoff_id).toBe(receipts[0]!.handoff_id);
    const other = { session_id: at.session_id, reason: 'complaint' } as const;
    expect(await refusal(at.ask(RequestPerson, other, { ...call, idempotency_key: key }))).toBe(
      'idempotency.key_reused',
    );
    expect(
      await refusal(at.ask(RequestPerson, { session_id: at.session_id }, await at.asCustomer({ id: newId() }))),
    ).toBe('session.not_found');
  });

  it('writes a step once, and only where the handoff is', async () => {
    const handoff_id = (await at.send('person')).answer!.handoff!.id;
    expect(await refusal(at.record('return', handoff_id))).toBe('session.moved');
    expect(await refusal(at.record('accept', newId()))).toBe('session.moved');
    const entry_id = newId();
    const entries = await Promise.all(Array.from({ length: 10 }, () => at.record('accept', handoff_id, entry_id)));
    expect(new Set(entries.map(({ entry }) => entry.id))).toEqual(new Set([entry_id]));
    expect(await refusal(at.record('accept', handoff_id))).toBe('session.moved');
    expect((await at.history()).slice(2)).toMatchObject([
      {
        kind: 'handoff',
        text: 'Ann has joined the conversation.',
        owner: { kind: 'agent', agent_id: ann.id },
        handoff: { id: handoff_id, state: 'accepted', agent_name: 'Ann' },
      },
    ]);
    await at.record('lapse', handoff_id);
    expect((await at.history()).at(-1)).toMatchObject({ owner: { kind: 'nobody' }, handoff: { state: 'queued' } });
  });

  it('lets an agent write who has seen everything, each message once', async () => {
    const handoff_id = (await at.send('person')).answer!.handoff!.id;
    await at.record('accept', handoff_id);
    expect(await at.write(handoff_id, 'hello', 1)).toMatchObject({
      status: 'sent',
      entry: { seq: 4, method: 'agent' },
    });
    expect(await at.send('thank you')).toMatchObject({ status: 'done', owner: { kind: 'agent', name: 'Ann' } });
    const unseen = await at.write(handoff_id, 'anything else?', 4);
    expect(unseen).toMatchObject({ status: 'unseen', entries: [{ seq: 5, text: 'thank you' }] });
    const id = newId();
    const twice = await Promise.all([1, 2, 3].map(() => at.write(handoff_id, 'anything else?', 5, id)));
    expect(twice.map(({ entry }) => entry?.seq)).toEqual([6, 6, 6]);
    expect(await refusal(at.write(handoff_id, 'other words', 6, id))).toBe('idempotency.key_reused');
    expect(await refusal(at.write(handoff_id, 'x', 99))).toBe('request.invalid');
    expect(await refusal(at.write(newId(), 'x', 6))).toBe('handoff.not_yours');
    expect(await refusal(at.write(handoff_id, 'x', 6, newId(), { id: newId(), name: 'Bob' }))).toBe(
      'handoff.not_yours',
    );
    expect((await at.history()).map(({ author }) => author.kind)).toEqual([
      'customer',
      'system',
      'system',
      'agent',
      'customer',
      'agent',
    ]);
  });

  it('gives back to the bot where it left off', async () => {
    await at.send('returns');
    expect((await at.send('ok')).answer!.text).toContain('anything else');
    const handoff_id = (await at.send('person')).answer!.handoff!.id;
    await at.record('accept', handoff_id);
    await Promise.all(Array.from({ length: 30 }, (_, n) => at.send(`word ${n}`)));
    await at.record('return', handoff_id);
    expect((await at.history()).at(-1)).toMatchObject({
      text: expect.stringContaining('assistant'),
      owner: { kind: 'bot' },
    });
    expect((await at.send('delivery')).answer).toMatchObject({ kind: 'bot_message', text: 'about delivery' });
    expect((await at.send('hello')).answer!.text).toContain('Hello again');
  });

  it('briefs the agent from the log', async () => {
    await at.send('returns');
    const { answer } = await at.send('person');
    const handoff_id = answer!.handoff!.id;
    const ask = { session_id: at.session_id, handoff_id, seq: answer!.seq, reason: 'customer_request' as const };
    const call = serviceCall({ tenant: at.tenant, service: 'handoff', cause: 'test' });
    const briefing = await at.desk.fleet.ask(BriefAgent, ask, call);
    expect(briefing).toMatchObject({ customer_id: at.customer.id, current: true, ended: false });
    expect(briefing.packet).toMatchObject({ goal: 'returns', language: 'en', tried: [{}, { step: 'retrieval' }] });
    await at.send('bot');
    expect(await at.desk.fleet.ask(BriefAgent, ask, call)).toMatchObject({
      current: false,
      packet: { goal: 'returns' },
    });
  });

  it('ends for the customer, with one rating, now or later', async () => {
    const handoff_id = (await at.send('person')).answer!.handoff!.id;
    expect(await refusal(at.endAs(await at.asCustomer({ id: newId() })))).toBe('session.not_found');
    expect(await refusal(at.endAs(await at.asAgent()))).toBe('handoff.not_yours');
    const { session, entry } = await at.endAs(await at.asCustomer());
    expect(session).toMatchObject({ ended: true, owner: { kind: 'nobody' } });
    expect(entry).toMatchObject({ kind: 'session_end', handoff: { id: handoff_id, state: 'cancelled' } });
    expect(await refusal(at.send('hello'))).toBe('session.ended');
    expect(await refusal(at.ask(RequestPerson, { session_id: at.session_id }, await at.asCustomer()))).toBe(
      'session.ended',
    );
    expect(await refusal(at.record('accept', handoff_id))).toBe('session.ended');
    const words = { comment: 'kind', resolved: true };
    expect((await at.endAs(await at.asCustomer(), words)).entry).toMatchObject(words);
    const rated = { rating: 4, ...words };
    expect((await at.endAs(await at.asCustomer(), rated)).entry).toMatchObject(rated);
    expect((await at.endAs(await at.asCustomer(), rated)).entry).toMatchObject(rated);
    expect(await refusal(at.endAs(await at.asCustomer(), { rating: 1 }))).toBe('session.rated');
    expect(await at.history()).toHaveLength(3);
    const closed = (await at.eventsOf(SessionClosedEvent.subject)).map(({ data }) => [
      data['handoff_id'],
      data['rating'],
    ]);
    expect(closed).toEqual([
      [handoff_id, undefined],
      [handoff_id, undefined],
      [handoff_id, 4],
    ]);
  });

  it('ends for the agent who has it', async () => {
    const handoff_id = newId();
    await at.record('take_over', handoff_id);
    expect(await refusal(at.endAs(await at.asAgent(newId())))).toBe('handoff.not_yours');
    const { entry } = await at.endAs(await at.asAgent(), { resolved: true, rating: 5 });
    expect(entry).toMatchObject({
      author: { kind: 'agent', name: 'Ann' },
      handoff: { id: handoff_id, state: 'resolved' },
    });
    expect(entry).not.toHaveProperty('rating');
    expect(entry.text).toContain('Ann has closed the conversation.');
  });

  it('comes to one end of each of 40 races between an agent, the customer’s way back and the end', async () => {
    const race = async () => {
      const id = await at.begin();
      const handoff_id = (await at.send('person', id)).answer!.handoff!.id;
      const call = await at.asCustomer();
      const [accepted, ended] = await Promise.all([
        refusal(at.record('accept', handoff_id, newId(), ann, id)),
        refusal(at.ask(EndSession, { session_id: id }, call)),
        refusal(at.send('bot', id)),
      ]);
      const entries = await at.history(id);
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
    await at.send('returns');
    expect((await at.history(at.session_id, await at.asAgent())).at(-1)).toHaveProperty('why');
    expect((await at.history()).at(-1)).not.toHaveProperty('why');
    const own = await at.signer.call({ tenant: at.tenant });
    await at.ask(CreateSession, {}, own);
    const list = async (call: Call) => (await at.ask(ListSessions, { limit: 2 }, call)).items;
    expect(await list(own)).toHaveLength(1);
    expect((await list(await at.asAgent())).map(({ id }) => id).at(-1)).toBe(at.session_id);
    expect(await list(await at.signer.call({ tenant: newId(), role: 'agent' }))).toEqual([]);
    const forged = at.ask(ListSessions, { limit: 2, cursor: 'zzz' }, own);
    expect(await refusal(forged)).toBe('request.invalid');
    expect(await at.ask(ReadSession, { session_id: at.session_id }, await at.asAgent())).toMatchObject({ seq: 2 });
  });
});
