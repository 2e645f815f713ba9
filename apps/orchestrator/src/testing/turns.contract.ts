import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Entry,
  type MessageOutcome,
  CreateSession,
  FleetError,
  ReadEntries,
  RecordHandoffStep,
  SendMessage,
  newId,
} from '@parley/contracts';
import { type Call, type FleetConnection, serviceCall } from '@parley/messaging';
import type { ServiceConfig } from '@parley/runtime';
import { type TokenSigner, refusal } from '@parley/testing';
import { composed, reader, script, thin } from './parties.js';
import { Scene } from './scene.js';

/** What turns promise, for every store that keeps them. `settings` puts the store into a service's settings. */
export const describeTurns = (name: string, settings: (common: ServiceConfig) => ServiceConfig): void =>
  describe(`turns (real: broker, ${name}, two orchestrators on one store; scripted: nlu, llm)`, () => {
    const tenant = newId();
    const customer = { tenant, id: newId() };
    let scene: Scene;
    let signer: TokenSigner;
    let gateway: FleetConnection;
    let desk: FleetConnection;
    let session_id: string;

    beforeAll(async () => {
      scene = await Scene.start({ orchestrators: 2, asking: ['nlu', 'llm'], config: settings });
      ({ signer, gateway, desk } = scene);
    }, 60_000);

    afterAll(() => scene.end(), 60_000);

    beforeEach(async () => {
      script.compose = async ({ text }) => composed(`about ${text}`);
      session_id = (await gateway.fleet.ask(CreateSession, {}, await asCustomer())).id;
    });

    const asCustomer = (): Promise<Call> => signer.call(customer);
    const takeOver = (of: string) => {
      const ids = { session_id: of, handoff_id: newId(), entry_id: newId() };
      const step = { ...ids, step: 'take_over' as const, agent: { id: newId(), name: 'Ann' } };
      const call = serviceCall({ tenant, service: 'handoff', cause: 'test', deadline_ms: 18_000 });
      return desk.fleet.ask(RecordHandoffStep, step, call);
    };
    const send = async (text: string, client_message_id: string = newId(), wait_ms = 15_000): Promise<MessageOutcome> =>
      gateway.fleet.ask(SendMessage, { session_id, text, client_message_id, wait_ms }, await asCustomer());
    const history = async (id = session_id): Promise<Entry[]> =>
      (await gateway.fleet.ask(ReadEntries, { session_id: id, after: 0, limit: 100 }, await asCustomer())).items;

    it('answers a question and keeps both in order', async () => {
      const outcome = await send('returns');
      expect(outcome).toMatchObject({
        status: 'done',
        answer: { method: 'rag', text: 'about returns', answers: [outcome.message.id] },
      });
      expect((await history()).map(({ seq, kind }) => [seq, kind])).toEqual([
        [1, 'customer_message'],
        [2, 'bot_message'],
      ]);
    });

    it('works on a message under the trace id of the request that brought it', async () => {
      script.compose = async (_question, _tell, trace_id) => composed(`asked in ${trace_id}`);
      const call = { ...(await asCustomer()), trace_id: '4bf92f3577b34da6a3ce929d0e0e4736' };
      const draft = { session_id, text: 'returns', client_message_id: newId(), wait_ms: 15_000 };
      const { answer } = await gateway.fleet.ask(SendMessage, draft, call);
      expect(answer?.text).toBe('asked in 4bf92f3577b34da6a3ce929d0e0e4736');
    });

    it('answers a greeting by rule without asking llm', async () => {
      script.compose = () => Promise.reject(new Error('llm was asked'));
      expect((await send('hello')).answer).toMatchObject({ method: 'rule', text: 'Hello! How can I help you today?' });
    });

    it('accepts one message for a client_message_id, however often and fast it comes', async () => {
      const id = newId();
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => send('returns', id)));
      expect(new Set(outcomes.map(({ message }) => message.id)).size).toBe(1);
      expect(new Set(outcomes.map(({ answer }) => answer?.id)).size).toBe(1);
      expect(await history()).toHaveLength(2);
      expect(await refusal(send('something else', id))).toBe('idempotency.key_reused');
      expect(await history()).toHaveLength(2);
    });

    it('gives a repeat the same data, in the language that was read', async () => {
      const id = newId();
      const first = await send('kargo kaç günde gelir, ücreti alınır mı', id);
      expect(first.message.language).toBe('tr');
      expect(await send('kargo kaç günde gelir, ücreti alınır mı', id)).toEqual(first);
    });

    it('answers a burst together, and every request gets the answer', async () => {
      script.compose = async ({ text }) => (await sleep(150), composed(`about ${text}`));
      const outcomes = await Promise.all(['delivery', 'returns', 'refunds'].map((text) => send(text)));
      const entries = await history();
      const answered = entries.flatMap(({ answers = [] }) => answers);
      expect(answered.toSorted()).toEqual(outcomes.map(({ message }) => message.id).toSorted());
      for (const { message, answer } of outcomes) expect(answer?.answers).toContain(message.id);
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    });

    it('says so when llm is away, and offers a person', async () => {
      script.compose = () => Promise.reject(new FleetError('llm.unavailable'));
      expect((await send('returns')).answer).toMatchObject({
        method: 'fallback',
        citations: [],
        suggestions: [{ value: 'person' }],
      });
    });

    it('does not say that nothing is known where nlu is away and no document is about what was said', async () => {
      reader.away = true;
      script.compose = async () => thin;
      const { answer } = await send('hello').finally(() => (reader.away = false));
      expect(answer).toMatchObject({ method: 'fallback', suggestions: [{ value: 'person' }] });
      expect(answer?.text).toMatch(/^I can't look that up right now/);
    });

    it('tells a request that waits too short that the message is pending, and finishes it all the same', async () => {
      script.compose = async ({ text }) => (await sleep(400), composed(`about ${text}`));
      const id = newId();
      expect(await send('returns', id, 50)).toMatchObject({ status: 'pending', message: { seq: 1 } });
      expect(await send('returns', id)).toMatchObject({ status: 'done', answer: { text: 'about returns' } });
    });

    it('lets no bot text follow a takeover', async () => {
      let release = () => {};
      script.compose = ({ text }) => new Promise((resolve) => (release = () => resolve(composed(`about ${text}`))));
      const waiting = send('returns');
      while ((await history()).length === 0) await sleep(10);
      await takeOver(session_id);
      release();
      expect(await waiting).toMatchObject({ status: 'done', owner: { kind: 'agent' } });
      expect((await history()).map(({ kind }) => kind)).toEqual(['customer_message', 'handoff']);
      expect(await send('anybody there?')).toMatchObject({ status: 'done', owner: { kind: 'agent' } });
    });

    it('gives one outcome to each of 200 bursts that race with changes of the owner', async () => {
      const call = await asCustomer();
      const burst = async (number: number) => {
        const { id } = await gateway.fleet.ask(CreateSession, {}, { ...call, deadline: Date.now() + 18_000 });
        const messages = ['a', 'b', 'c'].map((text) => {
          const draft = { session_id: id, text: `${text}${number}`, client_message_id: newId(), wait_ms: 15_000 };
          return gateway.fleet.ask(SendMessage, draft, { ...call, deadline: Date.now() + 18_000 });
        });
        const changes = [1, 2].map(() => refusal(takeOver(id)));
        return { id, outcomes: await Promise.all(messages), changes: await Promise.all(changes) };
      };
      for (let round = 0; round < 40; round += 1) {
        const bursts = await Promise.all(Array.from({ length: 5 }, (_, index) => burst(round * 5 + index)));
        for (const { id, outcomes, changes } of bursts) {
          const entries = await history(id);
          expect(changes.toSorted()).toEqual(['answered', 'session.moved']);
          expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
          const change = entries.find(({ kind }) => kind === 'handoff')!;
          expect(entries.filter(({ kind, seq }) => kind === 'bot_message' && seq > change.seq)).toEqual([]);
          for (const { message, answer } of outcomes) {
            const answering = entries.filter(({ answers }) => answers?.includes(message.id));
            expect(answering.map(({ id: answer_id }) => answer_id)).toEqual(answer ? [answer.id] : []);
          }
        }
      }
    }, 120_000);

    it.each([
      ['an empty text', '', 'message.empty'],
      ['a text of invisible characters', ' \n\t\u200b', 'message.empty'],
      ['4001 letters', 'x'.repeat(4001), 'message.too_long'],
      ['4001 emoji', '😀'.repeat(4001), 'message.too_long'],
    ])('refuses %s and keeps nothing of it', async (_, text, code) => {
      expect(await refusal(send(text))).toBe(code);
      expect(await history()).toEqual([]);
    });

    it('takes 4000 characters, counted as people count them', async () => {
      expect(await send('😀'.repeat(4000))).toMatchObject({ status: 'done' });
    });

    it('does not know the session of another customer, of another company, or none', async () => {
      const draft = { session_id, text: 'hello', client_message_id: newId(), wait_ms: 1000 };
      for (const who of [{ tenant }, { tenant: newId(), id: customer.id }]) {
        expect(await refusal(gateway.fleet.ask(SendMessage, draft, await signer.call(who)))).toBe('session.not_found');
      }
      expect(await refusal(gateway.fleet.ask(SendMessage, { ...draft, session_id: newId() }, await asCustomer()))).toBe(
        'session.not_found',
      );
      expect(await history()).toEqual([]);
    });
  });
