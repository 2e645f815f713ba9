import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FleetError, defaultConfig, newId, type Entry } from '@parley/contracts';
import { deskSuite } from '../testing/desk-sockets.suite.js';
import { startDoor } from '../testing/door.js';
import type { FrameReader } from '../testing/frame-reader.js';
import { entryAt, script } from '../testing/parties.js';
import { handshake, rawSocket, statusOf, upgrade } from '../testing/raw-socket.js';
import { TestSockets } from '../testing/test-sockets.js';
import { partsOfAnswer } from '../testing/written-log.js';

describe('WebSockets (real: broker, gateway over HTTP; scripted: orchestrator, accounts)', () => {
  let at: TestSockets;

  beforeAll(async () => {
    at = await TestSockets.start();
  }, 60_000);
  afterAll(() => at.end());
  beforeEach(() => at.anew());

  describe('a chat', () => {
    it('is ready, tells the log, then what is pushed, each event once and in order', async () => {
      at.write(1, 2);
      const reader = await at.chat();
      await reader.until(({ ids }) => ids.includes('2.3'));
      expect(reader.frames[0]).toMatchObject({ type: 'ready', expires_at: expect.any(String) });
      at.write(3, 4);
      at.push(3);
      at.push(3, 4);
      await reader.until(({ ids }) => ids.includes('4.3'));
      await sleep(30);
      expect(reader.ids).toEqual(['1.0', ...partsOfAnswer(2), '3.0', ...partsOfAnswer(4)]);
    });

    it('goes on between two parts', async () => {
      at.write(1, 2, 3);
      const reader = await at.chat({ last_event_id: '2.1' });
      await reader.until(({ ids }) => ids.includes('3.0'));
      expect(reader.ids).toEqual(['2.2', '2.3', '3.0']);
    });

    it.each([true, false])('sends messages in order, each once; the push came: %s', async (pushed) => {
      script.send = at.accepting(pushed);
      const reader = await at.chat();
      for (const text of ['one', 'two', 'two again', 'three']) {
        reader.send({ type: 'message', client_message_id: text.split(' ')[0]!, message: text });
      }
      await reader.until(({ ids }) => ids.includes('3.0'));
      expect(reader.of('accepted').map(({ data }) => (data as Entry).text)).toEqual(['one', 'two', 'three']);
    });

    it('tells what is wrong with a message by its own id, and lives on', async () => {
      script.send = () => Promise.reject(new FleetError('message.empty'));
      const reader = await at.chat();
      reader.send({ type: 'message', client_message_id: 'a', message: '   ' });
      reader.send({ type: 'message', client_message_id: 'b', message: 'x'.repeat(40_000) });
      reader.send({ type: 'ping' });
      await reader.until((each) => each.of('pong').length > 0);
      expect(
        reader.of('error').map(({ client_message_id, status, data }) => [client_message_id, status, data]),
      ).toEqual([
        ['a', 400, expect.objectContaining({ code: 'message.empty' })],
        ['b', 400, expect.objectContaining({ code: 'message.too_long' })],
      ]);
    });

    it('tells that somebody types to the others, not to who types', async () => {
      const [reader, other] = [await at.chat(), await at.desk()];
      other.send({ type: 'watch', session_id: at.session_id });
      other.send('\n{ "type" : "ping" }');
      await other.until((each) => each.of('pong').length > 0);
      reader.send({ type: 'typing', typing: true });
      await other.until((each) => each.of('typing').length > 0);
      expect(other.of('typing')[0]).toMatchObject({
        session_id: at.session_id,
        data: { author: { kind: 'customer' }, typing: true },
      });
      await sleep(20);
      expect(reader.of('typing')).toEqual([]);
    });

    it('shows the typing of the agent who owns the session, and of no other', async () => {
      const agent = newId();
      script.owner = { kind: 'agent', agent_id: agent, name: 'Ayşe' };
      const [reader, idle, owner] = [await at.chat(), await at.desk(), await at.desk(await at.agentToken(agent))];
      for (const each of [idle, owner]) {
        each.send({ type: 'watch', session_id: at.session_id });
        each.send({ type: 'typing', session_id: at.session_id, typing: true });
      }
      await reader.until((each) => each.of('typing').length > 0);
      await sleep(50);
      expect(reader.of('typing').map(({ data }) => data)).toEqual([
        { author: { kind: 'agent', name: 'Ayşe' }, typing: true },
      ]);
    });

    it('shows an agent’s typing until the log tells another owner, whatever else is answered meanwhile', async () => {
      const agent = newId();
      script.owner = { kind: 'agent', agent_id: agent, name: 'Ayşe' };
      const [reader, owner] = [await at.chat(), await at.desk(await at.agentToken(agent))];
      owner.send({ type: 'watch', session_id: at.session_id });
      const type = () => owner.send({ type: 'typing', session_id: at.session_id, typing: true });
      type();
      await reader.until((each) => each.of('typing').length > 0);
      script.owner = { kind: 'bot' };
      type();
      await reader.until((each) => each.of('typing').length > 1);
      at.log.push({ ...entryAt(at.session_id, 1), kind: 'owner_change', owner: { kind: 'bot' } });
      at.push(1);
      await owner.until(({ ids }) => ids.includes('1.0'));
      type();
      await sleep(50);
      expect(reader.of('typing')).toHaveLength(2);
    });

    it('is cut when the token ends, unless a new one of the same customer comes', async () => {
      const short = () => at.customerToken({ exp: Math.floor(Date.now() / 1000) + 2 });
      const [ends, goesOn, another] = [
        await at.chat({}, await short()),
        await at.chat({}, await short()),
        await at.chat(),
      ];
      goesOn.send(`{ "token": "${await at.customerToken()}", "type": "refresh" }`);
      another.send({ type: 'refresh', token: await at.signer.token({ tenant: at.tenant }) });
      await another.until(({ closed }) => closed !== undefined);
      expect(another.closed).toEqual({ code: 4403, reason: 'auth.forbidden' });
      await ends.until(({ closed }) => closed !== undefined);
      expect(ends.closed).toEqual({ code: 4401, reason: 'auth.token_expired' });
      at.write(1);
      await sleep(300);
      at.push(1);
      await goesOn.until(({ ids }) => ids.includes('1.0'));
    });

    it('cuts a reader who takes nothing, holding no more than a page for him, and who says nothing at first', async () => {
      script.page = 20;
      for (let seq = 1; seq <= 1500; seq += 1) at.log.push(entryAt(at.session_id, seq, 'x'.repeat(16_000)));
      script.reads = 0;
      const silent = await at.open('/chat/ws');
      const lazy = await rawSocket(`${at.door.url}/api/v1/chat/ws`, at.authenticate(await at.customerToken()));
      lazy.pause();
      await sleep(4000);
      expect(silent.closed).toBeUndefined();
      const { reads } = script;
      expect(reads).toBeLessThan(1500 / script.page);
      await sleep(8000);
      expect(script.reads).toBe(reads);
      lazy.resume();
      await new Promise((resolve) => lazy.once('close', resolve));
      script.page = 100;
      expect(silent.closed).toEqual({ code: 4401, reason: 'auth.required' });
    }, 30_000);
  });

  describe('a desk', () => deskSuite(() => at));

  describe('the door', () => {
    const begun = async (more: object) => ({ ...at.authenticate(await at.customerToken()), ...more });

    it.each<[string, () => Promise<object | string>, number]>([
      ['a forged token', async () => at.authenticate('a.b.c'), 4401],
      ['an expired token', async () => at.authenticate(await at.customerToken({ exp: 1 })), 4401],
      ['another session', () => begun({ session_id: newId() }), 4404],
      ['a session id that is none', () => begun({ session_id: 'x' }), 4400],
      ['a place that is none', () => begun({ last_event_id: '9.9' }), 4400],
      ['an unknown field', () => begun({ more: 1 }), 4400],
      ['another first frame', async () => ({ type: 'ping' }), 4400],
      ['what is no JSON', async () => '{', 4400],
      ['what is no object', async () => 'null', 4400],
    ])('refuses %s', async (_what, first, code) => {
      const reader = await at.open('/chat/ws');
      reader.send(await first());
      await reader.until(({ closed }) => closed !== undefined);
      expect(reader.closed?.code).toBe(code);
      expect(reader.frames.map(({ type }) => type)).toEqual(['error']);
    });

    it.each<[string, (reader: FrameReader) => void, number]>([
      ['bytes', (reader) => reader.sendBytes(new Uint8Array(3)), 4400],
      ['an unknown frame', (reader) => reader.send({ type: 'watch', session_id: at.session_id }), 4400],
      [
        'half a surrogate pair',
        (reader) => reader.send('{"type":"message","client_message_id":"a","message":"\\ud800"}'),
        4400,
      ],
      ['far too large a frame', (reader) => reader.send('x'.repeat(200_000)), 1009],
      ['too many frames', (reader) => Array.from({ length: 60 }, () => reader.send({ type: 'ping' })), 4429],
    ])('cuts off %s', async (_what, act, code) => {
      const reader = await at.chat();
      await reader.until(({ frames }) => frames.length > 0);
      act(reader);
      await reader.until(({ closed }) => closed !== undefined);
      expect(reader.closed?.code).toBe(code);
    });

    it('counts messages as requests, and refuses sites that the company did not allow', async () => {
      script.config = { ...defaultConfig, rate_per_user: { minute: 2, hour: 100, day: 100 } };
      script.send = at.accepting(true);
      const reader = await at.chat();
      for (const key of ['a', 'b', 'c']) reader.send({ type: 'message', client_message_id: key, message: key });
      await reader.until((each) => each.of('error').length > 0);
      expect(reader.of('error')[0]).toMatchObject({ status: 429, data: { code: 'limit.exceeded' } });

      at.tenant = newId();
      script.config = { ...defaultConfig, allowed_origins: ['https://shop.example'] };
      const first = at.authenticate(await at.customerToken());
      const refused = await handshake(`${at.door.url}/api/v1/chat/ws`, { origin: 'https://evil.example' }, first);
      expect(refused).toContain('auth.origin_refused');
      const allowed = await handshake(`${at.door.url}/api/v1/chat/ws`, { origin: 'https://shop.example' }, first);
      expect(allowed).toContain('"ready"');
    });

    it('is no route without an upgrade, and takes no other upgrade', async () => {
      const plain = await fetch(`${at.door.url}/api/v1/chat/ws`);
      expect([plain.status, ((await plain.json()) as { error: { code: string } }).error.code]).toEqual([
        404,
        'route.not_found',
      ]);
      const health = await statusOf(`${at.door.url}/health`, {
        connection: 'Upgrade, HTTP2-Settings',
        upgrade: 'h2c',
        'http2-settings': 'AAMAAABkAAQAAP__',
      });
      expect(health).toBe(200);
      expect(await statusOf(`${at.door.url}/api/v1/nowhere`, upgrade)).toBe(404);
    });

    it('tells everybody to come back when it stops', async () => {
      const other = await startDoor(at.scene.broker, at.signer);
      const reader = await at.open('/chat/ws', at.authenticate(await at.customerToken()), other.url);
      const idle = await at.open('/console/ws', undefined, other.url);
      await reader.until(({ frames }) => frames.length > 0);
      await other.remove();
      for (const each of [reader, idle]) {
        await each.until(({ closed }) => closed !== undefined);
        expect(each.closed).toEqual({ code: 4503, reason: 'fleet.unavailable' });
      }
    }, 20_000);
  });
});
