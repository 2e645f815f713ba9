import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultConfig, newId, type MessageDraft, type MessageOutcome } from '@parley/contracts';
import { TokenSigner, startBroker, startRedis, type Broker, type Redis, type TestService } from '@parley/testing';
import { Admission } from '../admission/admission.js';
import { startAccounts, startDoor, startOrchestrator, type TestDoor } from '../testing/door.js';
import { EventReader } from '../testing/event-reader.js';
import { ask, type HttpReply } from '../testing/http-client.js';
import { entryAt, script } from '../testing/parties.js';

describe('the door (real: broker, Redis, gateway over HTTP; scripted: orchestrator, accounts)', () => {
  let broker: Broker;
  let redis: Redis | undefined;
  let signer: TokenSigner;
  let door: TestDoor;
  let accounts: TestService;
  let orchestrator: TestService;
  let tenant: string;
  let bearer: { authorization: string };
  let path: string;

  beforeAll(async () => {
    [broker, redis] = await Promise.all([startBroker(), startRedis()]);
    signer = await TokenSigner.create();
    door = await startDoor(broker, signer, redis?.url);
    accounts = await startAccounts(broker, signer);
    orchestrator = await startOrchestrator(broker, signer);
  }, 60_000);

  afterAll(async () => {
    for (const service of [door, accounts, orchestrator]) await service.remove();
    await redis?.stop();
    await broker.stop();
  });

  beforeEach(async () => {
    tenant = newId();
    bearer = { authorization: `Bearer ${await signer.token({ tenant })}` };
    path = `/api/v1/chat/sessions/${newId()}/messages`;
    script.config = defaultConfig;
    script.visitor = { tenant, token: (id) => signer.token({ tenant, id, visitor: true }) };
    script.send = async (draft) => answered(draft);
  });

  const answered = ({ session_id, text, client_message_id }: MessageDraft): MessageOutcome => {
    const message = { ...entryAt(session_id, 1, text), client_message_id };
    const answer = { ...entryAt(session_id, 2), answers: [message.id], execution_time_ms: 3 };
    return { status: 'done', message, answer, owner: { kind: 'bot' } };
  };
  const send = (body: unknown, headers: Record<string, string> = {}): Promise<HttpReply> =>
    ask(door.url, 'POST', path, { headers: { ...bearer, ...headers }, body });

  describe('bodies', () => {
    it.each<[string, unknown, number, string]>([
      ['cut JSON', '{"message":', 400, 'request.not_json'],
      ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400, 'request.not_utf8'],
      ['half a surrogate pair', '{"message":"\\ud800"}', 400, 'request.not_utf8'],
      ['an unknown field', { message: 'x', more: 1 }, 400, 'request.invalid'],
      ['a field of every object', '{"message":"x","__proto__":{"a":1}}', 400, 'request.invalid'],
      ['another one, within', '{"message":"x","metadata":{"constructor":1}}', 400, 'request.invalid'],
      ['a wrong type', { message: 5 }, 400, 'request.invalid'],
      ['an array', [], 400, 'request.invalid'],
      ['null', 'null', 400, 'request.invalid'],
      ['nothing', '', 400, 'request.invalid'],
      ['null where something may be left out', { message: 'x', client_message_id: null }, 400, 'request.invalid'],
      ['null within', { message: 'x', metadata: { timestamp: null } }, 400, 'request.invalid'],
      ['a deep nest', `{"message":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400, 'request.invalid'],
      ['far too long a message', { message: 'x'.repeat(50_000) }, 400, 'message.too_long'],
      ['far too much', { message: 'x'.repeat(200_000) }, 413, 'request.too_large'],
      ['a form', new FormData(), 415, 'request.unsupported_media_type'],
    ])('refuses %s', async (_what, body, status, code) => {
      expect(await send(body)).toMatchObject({ status, code });
    });

    it('refuses another content type and another charset', async () => {
      const xml = await send('<x/>', { 'content-type': 'application/xml' });
      expect(xml).toMatchObject({ status: 415, code: 'request.unsupported_media_type' });
      const latin = await send('{"message":"x"}', { 'content-type': 'application/json; charset=latin1' });
      expect(latin).toMatchObject({ status: 400, code: 'request.not_utf8' });
    });

    it('names the fields that are wrong', async () => {
      expect((await send({ text: 'x' })).details).toMatchObject({
        fields: { message: expect.anything(), text: expect.anything() },
      });
    });

    it('takes what is right, whole pairs of surrogates too', async () => {
      const reply = await send('{"message":"\\ud83d\\ude00 İyi günler"}');
      expect(reply).toMatchObject({ status: 200, data: { message: { text: '😀 İyi günler' } } });
    });
  });

  describe('addresses', () => {
    it.each([
      ['GET', '/api/v1/chat/sessions/%zz/messages', 400, 'request.invalid'],
      ['GET', `/api/v1/chat/sessions/${'x'.repeat(300)}/messages`, 404, 'route.not_found'],
      ['GET', '/api/v1/chat/sessions/not-an-id/messages', 404, 'session.not_found'],
      ['GET', '/api/v1/chat/sessions//messages', 404, 'route.not_found'],
      ['GET', '/api/v1/nowhere', 404, 'route.not_found'],
      ['DELETE', '/api/v1/chat/sessions', 404, 'route.not_found'],
    ])('answers %s %s with %i', async (method, address, status, code) => {
      expect(await ask(door.url, method, address, { headers: bearer })).toMatchObject({ status, code });
    });

    it.each([
      '/api/v1/chat/sessions',
      '/%61pi/v1/chat/sessions',
      '/api/v1/chat%2Fsessions',
      '//api/v1/chat/sessions',
      '/api/v1/chat/sessions/',
      '/API/v1/chat/sessions',
      '/api/v1/chat/./sessions',
      '/api/v1/chat/sessions?x=1;',
    ])('lets nobody in without a token at %s, by GET or HEAD', async (address) => {
      for (const method of ['GET', 'HEAD']) expect([401, 404]).toContain(await statusOf(method, address));
    });

    it.each([
      ['no HTTP at all', 'HELLO\r\n\r\n', 400, 'request.malformed'],
      [
        'headers beyond measure',
        `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
        431,
        'request.headers_too_large',
      ],
    ])('answers %s in an envelope', async (_what, text, status, code) => {
      const reply = await rawly(text);
      expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      const { error } = JSON.parse(reply.slice(reply.indexOf('\r\n\r\n'))) as { error: Record<string, string> };
      expect(error).toMatchObject({ code, suggested_action: expect.anything() });
      expect(error['trace_id']).toMatch(/^[\da-f]{32}$/);
    });

    /** What comes for these bytes. */
    const rawly = (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        let reply = '';
        const socket = connect(Number(new URL(door.url).port), '127.0.0.1', () => socket.write(text));
        socket
          .once('error', reject)
          .on('data', (part) => (reply += String(part)))
          .once('end', () => resolve(reply));
      });

    /** As it is written: clients of a higher level tidy addresses up. */
    const statusOf = (method: string, address: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const socket = connect(Number(new URL(door.url).port), '127.0.0.1', () => {
          socket.write(`${method} ${address} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
        });
        socket
          .once('error', reject)
          .once('data', (head) => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(String(head))![1])));
      });
  });

  describe('who it is', () => {
    it.each<[string, () => Promise<string | undefined>, number, string]>([
      ['nobody', async () => undefined, 401, 'auth.required'],
      ['no token at all', async () => 'Basic abc', 401, 'auth.token_invalid'],
      [
        'an expired token',
        async () => `Bearer ${await signer.token({ tenant }, { exp: 1 })}`,
        401,
        'auth.token_expired',
      ],
      [
        'a refresh token',
        async () => `Bearer ${await signer.token({ tenant }, { typ: 'refresh' })}`,
        401,
        'auth.token_invalid',
      ],
      ['staff', async () => `Bearer ${await signer.token({ tenant, role: 'agent' })}`, 403, 'auth.forbidden'],
    ])('refuses %s', async (_who, authorization, status, code) => {
      const value = await authorization();
      const headers: Record<string, string> = value === undefined ? {} : { authorization: value };
      const reply = await ask(door.url, 'POST', path, { headers, body: { message: 'x' } });
      expect(reply).toMatchObject({ status, code });
      expect(reply.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
    });

    it('looks at the token before the body', async () => {
      expect(await ask(door.url, 'POST', path, { body: '{' })).toMatchObject({ status: 401 });
    });

    it('keeps visitors out of what needs an account', async () => {
      const headers = { authorization: `Bearer ${await signer.token({ tenant, visitor: true })}` };
      const reply = await ask(door.url, 'GET', '/api/v1/users/profile', { headers });
      expect(reply).toMatchObject({ status: 403, code: 'auth.forbidden' });
    });

    it('refuses a page of a site that the company did not allow, and only that', async () => {
      script.config = { ...defaultConfig, allowed_origins: ['https://shop.example'] };
      const from = (origin: string) => send({ message: 'x' }, { origin });
      expect(await from('https://other.example')).toMatchObject({ status: 403, code: 'auth.origin_refused' });
      expect(await from('https://shop.example')).toMatchObject({ status: 200 });
      expect(await from(door.url)).toMatchObject({ status: 200 });
      expect(await send({ message: 'x' })).toMatchObject({ status: 200 });
    });
  });

  describe('a visitor', () => {
    const widget = (key: string) => ({ 'x-parley-widget-key': key, 'idempotency-key': 'once' });

    it('gets a token and a session for the widget key; one key goes to both', async () => {
      const reply = await ask(door.url, 'POST', '/api/v1/chat/sessions/initialize', {
        headers: widget('wk_known'),
        body: {},
      });
      expect(reply).toMatchObject({
        status: 200,
        data: { session_id: expect.anything(), visitor_token: expect.anything() },
      });
      expect(script.keys).toEqual(
        new Map([
          ['admit', 'once'],
          ['create', 'once'],
        ]),
      );
    });

    it('gets nothing for another key, or none', async () => {
      const initialize = (headers: Record<string, string>) =>
        ask(door.url, 'POST', '/api/v1/chat/sessions/initialize', { headers, body: {} });
      expect(await initialize(widget('wk_other'))).toMatchObject({ status: 401, code: 'auth.widget_key_unknown' });
      expect(await initialize({})).toMatchObject({ status: 401, code: 'auth.required' });
    });

    it('asks in one shot, and goes on with the token', async () => {
      const first = await ask(door.url, 'POST', '/api/v1/chat', {
        headers: widget('wk_known'),
        body: { message: 'hi' },
      });
      const { session_id, visitor_token } = first.data as { session_id: string; visitor_token: string };
      expect(first).toMatchObject({ status: 200, data: { status: 'done', answer: { text: expect.anything() } } });
      const body = { message: 'and?', session_id };
      const again = await ask(door.url, 'POST', '/api/v1/chat', {
        headers: { authorization: `Bearer ${visitor_token}` },
        body,
      });
      expect(again).toMatchObject({ status: 200, data: { session_id } });
      expect(again.data).not.toHaveProperty('visitor_token');
      const stranger = await ask(door.url, 'POST', '/api/v1/chat', { headers: widget('wk_known'), body });
      expect(stranger).toMatchObject({ status: 401, code: 'auth.required' });
    });
  });

  describe('a message', () => {
    it('is known by client_message_id, else by Idempotency-Key, else by one of ours', async () => {
      const id = async (body: object, headers = {}) => {
        const { data } = await send({ message: 'x', ...body }, headers);
        return (data.message as { client_message_id: string }).client_message_id;
      };
      expect(await id({ client_message_id: 'mine' }, { 'idempotency-key': 'key' })).toBe('mine');
      const metadata = { client_message_id: 'within', timestamp: new Date().toISOString() };
      expect(await id({ message_type: 'text', metadata }, { 'idempotency-key': 'key' })).toBe('within');
      expect(await id({}, { 'idempotency-key': 'key' })).toBe('key');
      expect(await id({})).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('is 202 while it is not answered', async () => {
      script.send = async (draft) => ({ ...answered(draft), status: 'pending', answer: undefined }) as never;
      const reply = await send({ message: 'x' });
      expect(reply).toMatchObject({ status: 202, data: { status: 'pending', seq: 1, message_id: expect.anything() } });
    });

    it('is told as events when they are accepted: accepted before the work is done', async () => {
      let done = (): void => undefined;
      const worked = new Promise<void>((resolve) => (done = resolve));
      script.send = async (draft) => {
        const outcome = answered(draft);
        if (draft.wait_ms === 0) return { ...outcome, status: 'pending', answer: undefined } as never;
        await worked;
        return outcome;
      };
      const headers = { ...bearer, accept: 'text/event-stream', 'content-type': 'application/json' };
      const reader = await EventReader.open(`${door.url}${path}`, headers, { message: 'x' });
      await reader.until(({ ids }) => ids.includes('1.0'));
      expect(reader.events).toHaveLength(1);
      done();
      await reader.until(({ over }) => over);
      expect(reader.events.map(({ type }) => type)).toEqual(['accepted', 'delta', 'delta', 'message']);
    });

    it('is a state when a person has the session', async () => {
      const owner = { kind: 'agent', agent_id: newId() } as const;
      script.send = async (draft) => ({ ...answered(draft), answer: undefined, owner }) as never;
      const headers = { ...bearer, accept: 'text/event-stream', 'content-type': 'application/json' };
      const reader = await EventReader.open(`${door.url}${path}`, headers, { message: 'x' });
      await reader.until(({ over }) => over);
      expect(reader.events).toMatchObject([{ type: 'accepted' }, { type: 'state', data: { data: { owner } } }]);
    });
  });

  describe('more turns than can be taken', () => {
    /** Takes every place there is; they are given back when it is called. */
    const crowd = (): (() => void) => {
      const ends: (() => void)[] = [];
      const over = () =>
        new Promise<MessageOutcome>((resolve) => ends.push(() => resolve({ status: 'done' } as never)));
      const admission = door.app.get(Admission);
      while (!admission.refuses()) void admission.turn(over);
      return () => ends.forEach((end) => end());
    };

    it.each([
      ['a message', () => path],
      ['a one-shot question', () => '/api/v1/chat'],
      ['a stream', () => '/api/v1/chat/stream'],
    ])('refuses %s before it is read, with a time to come again', async (_what, address) => {
      let asked = 0;
      script.send = async (draft) => (asked++, answered(draft));
      const leave = crowd();
      const headers = { ...bearer, origin: 'https://shop.example' };
      const reply = await ask(door.url, 'POST', address(), { headers, body: { message: 'x' } });
      leave();
      expect(reply).toMatchObject({ status: 503, code: 'fleet.overloaded', details: { retry_after_s: 1 } });
      expect(reply.headers.get('retry-after')).toBe('1');
      expect(reply.headers.get('access-control-allow-origin')).toBe(headers.origin);
      expect(asked).toBe(0);
      expect(await send({ message: 'x' })).toMatchObject({ status: 200 });
    });

    it('takes back the place of what was no turn after all', async () => {
      const leave = crowd();
      leave();
      const wrong = () => ask(door.url, 'POST', path, { headers: bearer, body: { text: 'x' } });
      await Promise.all(Array.from({ length: 30 }, wrong));
      expect(door.app.get(Admission).underWay).toBeLessThan(5);
    });

    it('refuses nothing else', async () => {
      script.logs.set(path.split('/')[5]!, []);
      const leave = crowd();
      expect(await ask(door.url, 'GET', path, { headers: bearer })).toMatchObject({ status: 200 });
      leave();
    });
  });

  describe('limits', () => {
    const rates = { minute: 7, hour: 1000, day: 10_000 };

    it('lets exactly as many through as the company says, of 50 at once', async () => {
      script.config = { ...defaultConfig, rate_per_user: rates };
      const replies = await Promise.all(Array.from({ length: 50 }, () => send({ message: 'x' })));
      const refused = replies.filter(({ status }) => status === 429);
      expect(replies.length - refused.length).toBe(7);
      expect(refused[0]).toMatchObject({ code: 'limit.exceeded', details: { scope: 'user', limit: 7 } });
      expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    });

    it('counts a user, not his company', async () => {
      script.config = { ...defaultConfig, rate_per_user: { ...rates, minute: 1 } };
      expect(await send({ message: 'x' })).toMatchObject({ status: 200 });
      expect(await send({ message: 'x' })).toMatchObject({ status: 429 });
      bearer = { authorization: `Bearer ${await signer.token({ tenant })}` };
      expect(await send({ message: 'x' })).toMatchObject({ status: 200 });
    });

    it('counts whoever cannot prove who he is by his address', async () => {
      const guess = () => ask(door.url, 'GET', '/api/v1/chat/sessions', { headers: { authorization: 'Bearer x' } });
      const first = await guess();
      const second = await guess();
      const left = ({ headers }: HttpReply) => Number(headers.get('ratelimit-remaining'));
      expect(left(first) - left(second)).toBe(1);
    });

    it('follows the settings that were put through this gateway at once', async () => {
      const owner = { authorization: `Bearer ${await signer.token({ tenant, role: 'owner' })}` };
      expect((await send({ message: 'x' })).headers.get('ratelimit-limit')).toBe('60');
      const body = { ...defaultConfig, rate_per_user: { minute: 5, hour: 50, day: 500 } };
      expect(await ask(door.url, 'PUT', '/api/v1/admin/config', { headers: owner, body })).toMatchObject({
        status: 200,
      });
      expect((await send({ message: 'x' })).headers.get('ratelimit-limit')).toBe('5');
    });

    it('does not count how it is', async () => {
      for (const probe of ['/health', '/health/ready', '/health/detailed']) {
        const { status, headers } = await ask(door.url, 'GET', probe);
        expect([status, headers.has('ratelimit-limit')]).toEqual([200, false]);
      }
    });
  });

  describe('parts that are away', () => {
    it('says so within the contract’s deadline, and serves again when they are back', async () => {
      await orchestrator.remove();
      const history = `/api/v1/chat/sessions/${newId()}/messages`;
      expect(await ask(door.url, 'GET', history, { headers: bearer })).toMatchObject({
        status: 503,
        code: 'fleet.unavailable',
      });
      const late = send({ message: 'x' });
      await sleep(300);
      orchestrator = await startOrchestrator(broker, signer);
      expect(await late).toMatchObject({ status: 200 });
    }, 20_000);

    it('is ready without its bus, and says 503', async () => {
      await broker.kill();
      expect(await ask(door.url, 'GET', '/health/ready')).toMatchObject({ status: 200 });
      expect(await ask(door.url, 'GET', '/health/detailed')).toMatchObject({ status: 200, data: { bus: false } });
      const reply = await ask(door.url, 'GET', path, { headers: bearer });
      expect(reply).toMatchObject({ status: 503, code: 'fleet.unavailable' });
      await broker.restart();
      await sleep(1500);
      expect(await send({ message: 'x' })).toMatchObject({ status: 200 });
    }, 30_000);

    it('goes on counting without Redis', async () => {
      await redis?.kill();
      script.config = { ...defaultConfig, rate_per_user: { minute: 2, hour: 10, day: 10 } };
      const statuses: number[] = [];
      for (let time = 0; time < 4; time += 1) statuses.push((await send({ message: 'x' })).status);
      expect(statuses).toEqual([200, 200, 429, 429]);
      await redis?.restart();
    });
  });

  it('lets pages of any site ask whether they may ask', async () => {
    const reply = await fetch(`${door.url}${path}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([204, 'https://shop.example']);
  });

  it('finishes what is in flight when it stops, and ends', async () => {
    const other = await startDoor(broker, signer, redis?.url);
    let taken = (): void => undefined;
    const begun = new Promise<void>((resolve) => (taken = resolve));
    script.send = async (draft) => {
      taken();
      await sleep(400);
      return answered(draft);
    };
    const reply = ask(other.url, 'POST', path, { headers: bearer, body: { message: 'x' } });
    await begun;
    await other.remove();
    expect(await reply).toMatchObject({ status: 200, data: { status: 'done' } });
    expect((await reply).headers.get('connection')).toBe('close');
  }, 10_000);
});
