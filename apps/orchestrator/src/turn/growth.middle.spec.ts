import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CreateSession,
  FleetError,
  ReadEntries,
  RecordHandoffStep,
  SendMessage,
  liveSubject,
  newId,
  type Entry,
  type LiveEntries,
  type MessageOutcome,
  type Question,
} from '@parley/contracts';
import { serviceCall, type FleetConnection } from '@parley/messaging';
import type { TokenSigner } from '@parley/testing';
import { SessionLog } from '../log/session-log.js';
import { composed, script } from '../testing/parties.js';
import { Scene } from '../testing/scene.js';
import { customerMessage } from './customer-message.js';

describe('answers that are shown while they are written (real: broker, SQLite, orchestrator; scripted: nlu, llm)', () => {
  const tenant = newId();
  const customer = { tenant, id: newId() };
  let scene: Scene;
  let signer: TokenSigner;
  let log: SessionLog;
  let gateway: FleetConnection;
  let desk: FleetConnection;
  let session_id: string;
  /** What was pushed live: texts of the bot, and whether there was more to come. */
  let shown: { text: string; open: boolean }[];

  beforeAll(async () => {
    scene = await Scene.start({ orchestrators: 1, asking: ['nlu', 'llm'] });
    ({ signer, gateway, desk } = scene);
    log = scene.orchestrators[0]!.app.get(SessionLog);
  }, 60_000);

  afterAll(() => scene.end(), 60_000);

  beforeEach(async () => {
    session_id = (await gateway.fleet.ask(CreateSession, {}, await signer.call(customer))).id;
    shown = [];
    gateway.fleet.subscribe(liveSubject(tenant, session_id), (payload) => {
      for (const { kind, text, open = false } of (payload as LiveEntries).entries)
        if (kind === 'bot_message') shown.push({ text, open });
    });
  });

  const send = async (text: string): Promise<MessageOutcome> =>
    gateway.fleet.ask(
      SendMessage,
      { session_id, text, client_message_id: newId(), wait_ms: 15_000 },
      await signer.call(customer, { deadline_ms: 18_000 }),
    );
  const history = async (): Promise<Entry[]> =>
    (await gateway.fleet.ask(ReadEntries, { session_id, after: 0, limit: 100 }, await signer.call(customer))).items;
  const until = async (holds: () => boolean | Promise<boolean>) => {
    for (let tries = 0; tries < 500 && !(await holds()); tries++) await sleep(10);
    expect(await holds()).toBe(true);
  };
  const isOpen = async () => (await history()).some(({ open }) => open);

  /** A message of a writer that is gone, with the first sentence of its answer. */
  const leftBehind = async (state: { open: true } | { cut: true }) => {
    const dead = { holder: newId(), open_until: Date.now() - 1 };
    const head = { seq: 0, epoch: 0 };
    const said = { session_id, head, user_id: customer.id, text: 'returns', language: 'en' as const };
    const message = customerMessage({ ...said, client_message_id: newId(), at: new Date(), ...dead });
    const answer = { id: newId(), session_id, seq: 2, epoch: 0, kind: 'bot_message', language: 'en' } as const;
    const author = { kind: 'bot', id: 'bot' } as const;
    await log.entries.insert(tenant, message);
    await log.entries.insert(tenant, {
      ...{ ...answer, author, text: 'One.', at: new Date().toISOString(), answers: [message.id], parts: [4], ...state },
    });
    log.forget(tenant, session_id);
    return message;
  };

  it('are one entry that grows; each sentence is stored before it is shown', async () => {
    const stored: string[] = [];
    script.compose = async (_, tell) => {
      for (const text of ['One.', ' Two.']) {
        tell(text);
        await until(async () => (await history()).some((entry) => entry.text.endsWith(text)));
        stored.push((await history()).at(-1)!.text);
      }
      return { ...composed('One. Two. Three.'), method: 'llm' };
    };
    const { message, answer } = await send('returns');
    expect(answer).toMatchObject({ text: 'One. Two. Three.', parts: [4, 9, 16], method: 'llm', answers: [message.id] });
    expect(answer).not.toHaveProperty('open');
    expect(stored).toEqual(['One.', 'One. Two.']);
    await until(() => shown.length === 3);
    expect(shown).toEqual([
      { text: 'One.', open: true },
      { text: 'One. Two.', open: true },
      { text: 'One. Two. Three.', open: false },
    ]);
    expect((await history()).map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'customer_message'],
      [2, 'bot_message'],
    ]);
  });

  it('are begun again for a message that comes before the first sentence, and not for one that comes after', async () => {
    const asked: string[] = [];
    script.compose = async ({ text }, tell) => {
      asked.push(text);
      if (asked.length === 1) await sleep(300);
      tell(`About ${text}.`);
      await sleep(300);
      return composed(`About ${text}. Done.`);
    };
    const first = send('returns');
    await until(() => asked.length === 1);
    const second = send('delivery');
    await until(isOpen);
    const third = send('refunds');
    const [one, two, three] = await Promise.all([first, second, third]);
    expect(one.answer!.id).toBe(two.answer!.id);
    expect(one.answer).toMatchObject({ text: 'About returns\ndelivery. Done.', seq: 3 });
    expect(three.answer).toMatchObject({ text: 'About refunds. Done.', answers: [three.message.id] });
    expect(asked).toEqual(['returns', 'returns\ndelivery', 'refunds']);
    expect((await history()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  it('are cut by a takeover: what was released stays, nothing follows', async () => {
    let release = () => {};
    script.compose = async (_, tell) => {
      tell('One.');
      await new Promise<void>((resolve) => (release = resolve));
      tell(' Two.');
      return composed('One. Two. Three.');
    };
    const waiting = send('returns');
    await until(isOpen);
    const ids = { session_id, handoff_id: newId(), entry_id: newId() };
    const step = { ...ids, step: 'take_over' as const, agent: { id: newId(), name: 'Ann' } };
    await desk.fleet.ask(RecordHandoffStep, step, serviceCall({ tenant, service: 'handoff', cause: 'test' }));
    release();
    expect(await waiting).toMatchObject({ status: 'done', owner: { kind: 'agent' } });
    await sleep(200);
    const entries = await history();
    expect(entries.map(({ kind }) => kind)).toEqual(['customer_message', 'bot_message', 'handoff']);
    expect(entries[1]).toMatchObject({ text: 'One.', cut: true });
    expect(entries[1]).not.toHaveProperty('open');
    expect(shown.map(({ text }) => text)).toEqual(['One.', 'One.']);
  });

  it('are finished by somebody else where their writer is gone', async () => {
    const asked: Question[] = [];
    script.compose = async (question) => (asked.push(question), { ...composed(' Two.'), method: 'llm' });
    const message = await leftBehind({ open: true });
    await until(async () => !(await isOpen()));
    const entries = await history();
    expect(entries[1]).toMatchObject({ text: 'One. Two.', parts: [4, 9], method: 'llm', answers: [message.id] });
    expect(entries).toHaveLength(2);
    expect(asked).toMatchObject([{ text: 'returns', released: 'One.' }]);
  });

  it('answer once, also where they ended cut and their writer died before it ended the turn', async () => {
    const asked: Question[] = [];
    script.compose = async (question) => (asked.push(question), composed('Another answer.'));
    const { id } = await leftBehind({ cut: true });
    const { entries } = log;
    await until(async () => (await entries.get(tenant, id))?.turn?.state === 'answered');
    expect(await history()).toMatchObject([{ id }, { text: 'One.', cut: true, answers: [id] }]);
    expect(asked).toEqual([]);
  });

  it('go on where llm broke off, and end as they are where it does not come back', async () => {
    const asked: (string | undefined)[] = [];
    script.compose = async ({ released }, tell) => {
      asked.push(released);
      if (released === 'One.') return { ...composed(' Two.'), method: 'llm' };
      tell('One.');
      await sleep(50);
      throw new FleetError('llm.unavailable');
    };
    expect((await send('returns')).answer).toMatchObject({ text: 'One. Two.', parts: [4, 9] });
    expect(asked).toEqual([undefined, 'One.']);

    script.compose = async ({ released }, tell) => {
      if (!released) tell('Alpha.');
      await sleep(50);
      throw new FleetError('llm.unavailable');
    };
    const { answer } = await send('refunds');
    expect(answer).toMatchObject({ text: 'Alpha.', cut: true, suggestions: [{ value: 'person' }] });
    expect(answer).not.toHaveProperty('open');
  });
});
