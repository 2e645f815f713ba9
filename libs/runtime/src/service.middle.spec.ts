import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { ReadinessCheck } from './health.js';
import { Logger } from './logger.js';
import { Metrics } from './metrics.js';
import { serviceSettings } from './service-config.js';
import { readSettings } from './settings.js';
import { startService, type DrainStep, type RunningService } from './start-service.js';

const config = readSettings({}, serviceSettings);

/** Generous: other work may keep the machine busy. */
jest.setTimeout(60_000);

describe('a running service (real: http)', () => {
  let service: RunningService | undefined;
  const start = async (checks: ReadinessCheck[], drain: DrainStep[] = []): Promise<RunningService> =>
    (service = await startService({
      name: 'nlu',
      config,
      logger: Logger.open('nlu', 'silent'),
      metrics: new Metrics('nlu'),
      checks,
      drain,
    }));
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${service!.health_port}${path}`);
    return { status: response.status, body: await response.text() };
  };
  afterEach(() => service?.stop());

  it('is alive whatever its dependencies say, and ready only when all of them agree', async () => {
    let fault: Error | undefined = new Error('the bus is not reachable');
    const bus = {
      name: 'bus',
      check: () => {
        if (fault) throw fault;
      },
    };
    await start([bus, { name: 'store', check: async () => undefined }]);
    expect((await get('/health')).status).toBe(200);
    expect((await get('/health/ready')).status).toBe(503);
    const detailed = await get('/health/detailed');
    expect(detailed.status).toBe(503);
    expect(JSON.parse(detailed.body)).toMatchObject({
      ready: false,
      checks: [
        { name: 'bus', ok: false, reason: 'the bus is not reachable' },
        { name: 'store', ok: true },
      ],
    });
    fault = undefined;
    expect((await get('/health/ready')).status).toBe(200);
  });

  it('shows its metrics, the lag of its event loop among them', async () => {
    await start([]);
    const { body } = await get('/metrics');
    expect(body).toMatch(/nodejs_eventloop_lag_p99_seconds\{service="nlu"\}/);
    expect((await get('/nothing')).status).toBe(404);
  });

  it('stops in the order of its steps, is not ready meanwhile, and goes on after a step that fails', async () => {
    const done: string[] = [];
    const step = (name: string, run: () => Promise<void>): DrainStep => ({
      name,
      run: async () => {
        done.push(name);
        await run();
      },
    });
    let status = 0;
    const running = await start(
      [],
      [
        step('answers', async () => void (status = (await get('/health/ready')).status)),
        step('application', () => Promise.reject(new Error('would not close'))),
        step('bus', async () => undefined),
      ],
    );
    await Promise.all([running.stop(), running.stop()]);
    expect(done).toEqual(['answers', 'application', 'bus']);
    expect(status).toBe(503);
    await expect(get('/health')).rejects.toThrow();
  });
});

describe('the process of a service (real: a process of its own, compiled code)', () => {
  const script = (start: string, settings = '{ supervised: true }'): string => `
    import { runProcess, readSettings, serviceSettings } from '@parley/runtime';
    const stop = async () => { console.log('stopped'); };
    const start = async () => { ${start}; console.log('started'); setInterval(() => 0, 1000); return { name: 'x', health_port: 0, stop }; };
    await runProcess('probe', () => (${settings}), start);`;
  const run = (code: string, variables: Record<string, string> = {}) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: 'pipe', env: variables });
    const said = { out: '', err: '' };
    child.stdout.on('data', (text: Buffer) => (said.out += text));
    child.stderr.on('data', (text: Buffer) => (said.err += text));
    const ended = once(child, 'exit').then(([code]) => ({ code: code as number | null, ...said }));
    return { child, ended, started: once(child.stdout, 'data') };
  };

  it('stops and ends with 0 on SIGTERM', async () => {
    const { child, ended, started } = run(script(''));
    await started;
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, out: 'started\nstopped\n' });
  });

  it('ends when its supervisor is gone', async () => {
    const { child, ended, started } = run(script(''));
    await started;
    child.stdin.end();
    expect(await ended).toMatchObject({ code: 0, out: 'started\nstopped\n' });
  });

  it('ends with 1 when it cannot start, or on what nobody caught', async () => {
    const early = await run(script('throw new Error("no disk")')).ended;
    expect(early).toMatchObject({ code: 1, out: '' });
    expect(JSON.parse(early.err)).toMatchObject({
      ...{ level: 'fatal', service: 'probe', msg: 'the service did not start' },
      error: { message: 'no disk' },
    });
    const late = await run(script('setTimeout(() => Promise.reject(new Error("forgotten")), 10)')).ended;
    expect(late.code).toBe(1);
    expect(JSON.parse(late.err)).toMatchObject({ level: 'fatal', service: 'probe', msg: 'uncaught' });
    expect(late.err).not.toContain('forgotten');
  });

  it('names a setting that is wrong and ends with 1', async () => {
    const { code, err } = await run(script('', 'readSettings(process.env, serviceSettings)'), {
      PARLEY_HEALTH_PORT: 'high',
    }).ended;
    expect(code).toBe(1);
    expect(err).toContain('PARLEY_HEALTH_PORT');
    expect(err).not.toContain('high\n');
  });
});
