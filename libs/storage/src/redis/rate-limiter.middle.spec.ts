import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Clock, Logger } from '@parley/runtime';
import { startRedis, type Redis as RedisServer } from '@parley/testing';
import { Redis } from 'ioredis';
import { subjectsOf, type LimitedRequest, type TenantLimits } from './limits.js';
import { openRedis, type RedisLink } from './link.js';
import { LocalCounts } from './local-counts.js';
import { RateLimiter } from './rate-limiter.js';

const same = (limit: number) => ({ minute: limit, hour: limit, day: limit });
const generous: TenantLimits = { user: same(1000), ip: same(1000), tenant: same(1000) };
const silent = Logger.open('storage', 'silent');

/** A clock that only tests move. */
class SetClock extends Clock {
  now_ms = Date.UTC(2026, 0, 1, 12, 30, 15);
  override now(): number {
    return this.now_ms;
  }
}

jest.setTimeout(30_000);

describe('rate limiter (real: a Redis server; processes that race are compiled)', () => {
  let server: RedisServer;
  let link: RedisLink;
  let clock: SetClock;
  let limiter: RateLimiter;

  beforeAll(async () => {
    const started = await startRedis();
    if (!started) throw new Error('there is no redis-server on this machine');
    server = started;
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    await server.kill();
    await server.restart();
    link = (await openRedis({ url: server.url }, silent))!;
    clock = new SetClock();
    limiter = new RateLimiter(link, clock);
  });

  afterEach(() => link.close());

  const request = (fields: Partial<LimitedRequest> = {}): LimitedRequest => ({
    tenant: 't',
    user: 'u',
    ip: '10.0.0.1',
    limits: { ...generous, user: same(50) },
    ...fields,
  });

  it('lets exactly as many through as the limit says, of 80 at once', async () => {
    const allowances = await Promise.all(Array.from({ length: 80 }, () => limiter.take(request())));
    expect(allowances.map(({ allowed }) => allowed)).toEqual(Array.from({ length: 80 }, (_, i) => i < 50));
    expect(allowances[49]).toEqual({ allowed: true, scope: 'user', limit: 50, remaining: 0, reset_seconds: 45 });
    expect(allowances[50]).toMatchObject({ allowed: false, scope: 'user', limit: 50, remaining: 0 });
    expect(link.away).toBe(false);
  });

  it('stays exact in a process that stands still itself while Redis replies', async () => {
    const asked = limiter.takeAll([request()]);
    for (const end = performance.now() + 300; performance.now() < end;);
    expect((await asked)[0]).toMatchObject({ allowed: true, remaining: 49 });
    expect(link.away).toBe(false);
  });

  it('is exact over two processes that ask at once', async () => {
    const program = `
      import { once } from 'node:events';
      import { Clock, Logger } from '@parley/runtime';
      import { openRedis, RateLimiter } from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)};
      const link = await openRedis({ url: ${JSON.stringify(server.url)} }, Logger.open('storage', 'silent'));
      const limiter = new RateLimiter(link, new Clock());
      const request = JSON.parse(process.argv[1]);
      console.log('ready');
      await once(process.stdin, 'data');
      const asked = Array.from({ length: 50 }, () => limiter.take(request));
      const allowances = await Promise.all(asked);
      console.log(allowances.filter(({ allowed }) => allowed).length);
      link.close();`;
    const day = request({ limits: { ...generous, user: { minute: 1000, hour: 1000, day: 50 } } });
    const start = async () => {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', program, JSON.stringify(day)], {
        stdio: ['pipe', 'pipe', 'inherit'],
        cwd: import.meta.dirname,
      });
      await once(child.stdout, 'data');
      return child;
    };
    const children = await Promise.all([start(), start()]);
    for (const child of children) child.stdin.end('go');
    const counts = await Promise.all(children.map((child) => once(child.stdout, 'data')));
    const [one, other] = counts.map(([count]: Buffer[]) => Number(count!.toString()));
    expect(one! + other!).toBe(50);
  });

  it('says in Redis what the rule says', async () => {
    const counts = new LocalCounts();
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const limits = {
      user: { minute: 3, hour: 9, day: 20 },
      ip: { minute: 5, hour: 12, day: 30 },
      tenant: { minute: 9, hour: 40, day: 50 },
    };
    for (let step = 0; step < 150; step++) {
      clock.now_ms += random(20) === 0 ? random(4_000_000) : random(15_000) - 2000;
      const asked = Array.from({ length: 1 + random(4) }, () =>
        request({
          tenant: `t${random(2)}`,
          user: random(5) === 0 ? undefined : `u${random(3)}`,
          ip: `i${random(2)}`,
          limits,
        }),
      );
      const expected = asked.map((each) => counts.take(subjectsOf(each), clock.now()));
      expect(await limiter.takeAll(asked)).toEqual(expected);
    }
    expect(link.away).toBe(false);
  });

  it('asks Redis once for what comes at the same time, and lets what it stores expire', async () => {
    const client = new Redis(server.url);
    await limiter.take(request());
    await client.config('RESETSTAT');
    await Promise.all(Array.from({ length: 100 }, (_, i) => limiter.take(request({ user: `u${i}` }))));
    expect(await client.info('commandstats')).toContain('cmdstat_evalsha:calls=1,');
    const keys = await client.keys('*');
    expect(keys).toHaveLength(103);
    for (const key of keys) expect(await client.ttl(key)).toBeGreaterThan(86_400);
    client.disconnect();
  });

  it('counts by itself while Redis is away, and with it again as soon as it is back', async () => {
    for (let i = 0; i < 5; i++) await limiter.take(request());
    await server.kill();
    const allowances = await Promise.all(Array.from({ length: 60 }, () => limiter.take(request())));
    expect(allowances.filter(({ allowed }) => allowed)).toHaveLength(50);
    expect(link.away).toBe(true);
    await server.restart();
    const client = new Redis(server.url);
    while ((await client.dbsize()) === 0) await limiter.take(request());
    expect(await limiter.take(request())).toMatchObject({ allowed: true, remaining: 48 });
    expect(link.away).toBe(false);
    client.disconnect();
  });

  it('waits for no Redis that is silent', async () => {
    const client = new Redis(server.url);
    await client.call('CLIENT', 'PAUSE', '1500', 'ALL');
    expect(await limiter.take(request())).toMatchObject({ allowed: true, remaining: 49 });
    expect(link.away).toBe(true);
    await client.ping();
    while (link.away) await limiter.take(request({ user: 'somebody else' }));
    client.disconnect();
  });

  it('works where no Redis is configured, and where none was ever there', async () => {
    const nowhere = await openRedis({ url: 'redis://127.0.0.1:1' }, silent);
    for (const redis of [await openRedis(undefined, silent), nowhere]) {
      const alone = new RateLimiter(redis, clock);
      const allowances = await Promise.all(Array.from({ length: 60 }, () => alone.take(request())));
      expect(allowances.filter(({ allowed }) => allowed)).toHaveLength(50);
    }
    nowhere!.close();
  });
});
