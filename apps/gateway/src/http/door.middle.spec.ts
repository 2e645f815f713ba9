import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { defaultConfig, newId } from '@parley/contracts';
import { startDoor, startOrchestrator } from '../testing/door.js';
import { Doorway, answered } from '../testing/doorway.js';
import { entranceSuite } from '../testing/entrance.suite.js';
import { ask, type HttpReply } from '../testing/http-client.js';
import { script } from '../testing/parties.js';
import { turnsSuite } from '../testing/turns.suite.js';

describe('the door (real: broker, Redis, gateway over HTTP; scripted: orchestrator, accounts)', () => {
  const at = new Doorway();

  beforeAll(() => at.open(), 60_000);
  afterAll(() => at.close());
  beforeEach(() => at.anew());

  entranceSuite(at);
  turnsSuite(at);

  describe('limits', () => {
    const rates = { minute: 7, hour: 1000, day: 10_000 };

    it('lets exactly as many through as the company says, of 50 at once', async () => {
      script.config = { ...defaultConfig, rate_per_user: rates };
      const replies = await Promise.all(Array.from({ length: 50 }, () => at.send({ message: 'x' })));
      const refused = replies.filter(({ status }) => status === 429);
      expect(replies.length - refused.length).toBe(7);
      expect(refused[0]).toMatchObject({ code: 'limit.exceeded', details: { scope: 'user', limit: 7 } });
      expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    });

    it('counts a user, not his company', async () => {
      script.config = { ...defaultConfig, rate_per_user: { ...rates, minute: 1 } };
      expect(await at.send({ message: 'x' })).toMatchObject({ status: 200 });
      expect(await at.send({ message: 'x' })).toMatchObject({ status: 429 });
      at.bearer = { authorization: `Bearer ${await at.signer.token({ tenant: at.tenant })}` };
      expect(await at.send({ message: 'x' })).toMatchObject({ status: 200 });
    });

    it('counts whoever cannot prove who he is by his address', async () => {
      const guess = () => ask(at.url, 'GET', '/api/v1/chat/sessions', { headers: { authorization: 'Bearer x' } });
      const first = await guess();
      const second = await guess();
      const left = ({ headers }: HttpReply) => Number(headers.get('ratelimit-remaining'));
      expect(left(first) - left(second)).toBe(1);
    });

    it('follows the settings that were put through this gateway at once', async () => {
      const owner = { authorization: `Bearer ${await at.signer.token({ tenant: at.tenant, role: 'owner' })}` };
      expect((await at.send({ message: 'x' })).headers.get('ratelimit-limit')).toBe('60');
      const body = { ...defaultConfig, rate_per_user: { minute: 5, hour: 50, day: 500 } };
      expect(await ask(at.url, 'PUT', '/api/v1/admin/config', { headers: owner, body })).toMatchObject({
        status: 200,
      });
      expect((await at.send({ message: 'x' })).headers.get('ratelimit-limit')).toBe('5');
    });

    it('does not count how it is', async () => {
      for (const probe of ['/health', '/health/ready', '/health/detailed']) {
        const { status, headers } = await ask(at.url, 'GET', probe);
        expect([status, headers.has('ratelimit-limit')]).toEqual([200, false]);
      }
    });
  });

  describe('parts that are away', () => {
    it('says so within the contract’s deadline, and serves again when they are back', async () => {
      await at.orchestrator.remove();
      const history = ask(at.url, 'GET', `/api/v1/chat/sessions/${newId()}/messages`, { headers: at.bearer });
      const owner = { authorization: `Bearer ${await at.signer.token({ tenant: at.tenant, role: 'owner' })}` };
      // Nobody answers for companies here.
      const company = ask(at.url, 'GET', '/api/v1/admin/tenants/mine', { headers: owner });
      for (const reply of [await history, await company])
        expect(reply).toMatchObject({ status: 503, code: 'fleet.unavailable' });
      const late = at.send({ message: 'x' });
      await sleep(300);
      at.orchestrator = await startOrchestrator(at.broker, at.signer);
      expect(await late).toMatchObject({ status: 200 });
    }, 20_000);

    it('is ready without its bus, and says 503', async () => {
      await at.broker.kill();
      expect(await ask(at.url, 'GET', '/health/ready')).toMatchObject({ status: 200 });
      expect(await ask(at.url, 'GET', '/health/detailed')).toMatchObject({ status: 200, data: { bus: false } });
      const reply = await ask(at.url, 'GET', at.path, { headers: at.bearer });
      expect(reply).toMatchObject({ status: 503, code: 'fleet.unavailable' });
      await at.broker.restart();
      await sleep(1500);
      expect(await at.send({ message: 'x' })).toMatchObject({ status: 200 });
    }, 30_000);

    it('goes on counting without Redis', async () => {
      await at.redis?.kill();
      script.config = { ...defaultConfig, rate_per_user: { minute: 2, hour: 10, day: 10 } };
      const statuses: number[] = [];
      for (let time = 0; time < 4; time += 1) statuses.push((await at.send({ message: 'x' })).status);
      expect(statuses).toEqual([200, 200, 429, 429]);
      await at.redis?.restart();
    });
  });

  it('lets pages of any site ask whether they may ask', async () => {
    const reply = await fetch(`${at.url}${at.path}`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([204, 'https://shop.example']);
  });

  it('finishes what is in flight when it stops, and ends', async () => {
    const other = await startDoor(at.broker, at.signer, at.redis?.url);
    let taken = (): void => undefined;
    const begun = new Promise<void>((resolve) => (taken = resolve));
    script.send = async (draft) => {
      taken();
      await sleep(400);
      return answered(draft);
    };
    const reply = ask(other.url, 'POST', at.path, { headers: at.bearer, body: { message: 'x' } });
    await begun;
    await other.remove();
    expect(await reply).toMatchObject({ status: 200, data: { status: 'done' } });
    expect((await reply).headers.get('connection')).toBe('close');
  }, 10_000);
});
