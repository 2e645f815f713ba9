import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../ports.js';
import { fleetPlan, services, type FleetOptions, type FleetPlan } from './fleet-plan.js';

const stateFolder = mkdtempSync(join(tmpdir(), 'parley-plan-'));
afterAll(() => rmSync(stateFolder, { recursive: true }));

const planned = (more: Partial<FleetOptions> = {}): Promise<FleetPlan> =>
  fleetPlan({
    projectFolder: '/parley',
    stateFolder,
    servers: { nats: 'nats-server', redis: 'redis-server' },
    ...more,
  });
const environmentOf = ({ processes }: FleetPlan, name: string): Readonly<Record<string, string>> =>
  processes.find((process) => process.name === name)!.env;

describe('the plan of a fleet', () => {
  it('starts servers first and every service after them, each compiled from its app', async () => {
    const { processes } = await planned();
    expect(processes.map(({ name }) => name)).toEqual(['nats-server', 'redis-server', ...services]);
    for (const { name, dependsOn, args } of processes.slice(2)) {
      expect(dependsOn).toEqual(['nats-server', 'redis-server']);
      expect(args.at(-1)).toBe(`/parley/apps/${name}/dist/main.js`);
    }
  });

  it('tells each service its own password and no other', async () => {
    const plan = await planned();
    const passwords = services.map((name) => environmentOf(plan, name)['PARLEY_NATS_PASSWORD']!);
    expect(new Set(passwords).size).toBe(services.length);
    services.forEach((name, at) => {
      const told = Object.values(environmentOf(plan, name)).join(' ');
      expect(passwords.filter((password) => told.includes(password))).toEqual([passwords[at]]);
    });
  });

  it('gives replicas one store and one user, and ports of their own', async () => {
    const plan = await planned({ replicas: { orchestrator: 2, gateway: 2 } });
    const [one, two] = ['orchestrator', 'orchestrator-2'].map((name) => environmentOf(plan, name));
    for (const shared of ['PARLEY_STATE', 'PARLEY_NATS_USER', 'PARLEY_NATS_PASSWORD']) {
      expect(two![shared]).toBe(one![shared]);
    }
    expect(two!['PARLEY_HEALTH_PORT']).not.toBe(one!['PARLEY_HEALTH_PORT']);
    expect(new Set(plan.gatewayUrls).size).toBe(2);
    expect(Object.keys(plan.healthUrls)).toEqual(expect.arrayContaining(['gateway-2', 'orchestrator-2']));
  });

  it('gives each process a folder of its own where it is to share none', async () => {
    const { processes } = await planned({ replicas: { ingestion: 2, llm: 2 }, ownFolders: true });
    const given = processes.slice(2);
    for (const variable of ['PARLEY_STATE', 'PARLEY_INDEX'])
      expect(new Set(given.map(({ env }) => env[variable])).size).toBe(given.length);
  });

  it('shares one passage index between those who write and read it', async () => {
    const plan = await planned();
    const [written, read] = ['ingestion', 'llm'].map((name) => environmentOf(plan, name)['PARLEY_INDEX']);
    expect(written).toBe(join(stateFolder, 'data', 'index', 'passages.sqlite'));
    expect(read).toBe(written);
  });

  it('goes without Redis where there is none', async () => {
    const plan = await planned({ servers: { nats: 'nats-server', redis: undefined } });
    expect(plan.processes.map(({ name }) => name)).not.toContain('redis-server');
    for (const name of services) expect(environmentOf(plan, name)).not.toHaveProperty('PARLEY_REDIS_URL');
  });

  it('runs one process from another entry, and all with more variables', async () => {
    const plan = await planned({
      replicas: { orchestrator: 2 },
      entries: { 'orchestrator-2': '/elsewhere/broken.js' },
      variables: { PARLEY_STORE: 'mongodb' },
    });
    const entries = plan.processes.filter(({ name }) => name.startsWith('orchestrator')).map(({ args }) => args.at(-1));
    expect(entries).toEqual(['/parley/apps/orchestrator/dist/main.js', '/elsewhere/broken.js']);
    for (const name of services) expect(environmentOf(plan, name)['PARLEY_STORE']).toBe('mongodb');
  });

  it('takes the next free port where a wished one is taken', async () => {
    const [wished] = await freePorts(1);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(wished, '127.0.0.1', resolve));
    const [nats, redis, shop, health] = await freePorts(4);
    const ports = { gateway: wished!, nats: nats!, redis: redis!, shop: shop!, health: health! };
    const plan = await planned({ ports });
    other.close();
    expect(Number(new URL(plan.gatewayUrls[0]!).port)).toBeGreaterThan(wished!);
    expect(plan.natsUrl).toBe(`nats://127.0.0.1:${nats}`);
  });
});
