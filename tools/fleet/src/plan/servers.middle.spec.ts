import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNatsServer, findRedisServer, fleetPlan, Supervisor, type FleetPlan } from '../index.js';

const folder = mkdtempSync(join(tmpdir(), 'parley-servers-'));
const projectFolder = new URL('../../../../', import.meta.url).pathname;

/** What a server answers to raw lines, once `end` is in it. */
const talk = (port: number, lines: string[], end: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(lines.map((line) => `${line}\r\n`).join('')));
    socket.once('error', reject);
    socket.setTimeout(5_000, () => reject(new Error(`heard only ${heard}`)));
    socket.on('data', (part) => {
      heard += part.toString();
      if (!heard.includes(end)) return;
      socket.destroy();
      resolve(heard);
    });
  });

describe("the fleet's servers (real: nats-server, redis-server)", () => {
  let plan: FleetPlan;
  let fleet: Supervisor;

  beforeAll(async () => {
    const say = (): void => undefined;
    const servers = {
      nats: await findNatsServer(join(projectFolder, '.parley/bin'), say),
      redis: await findRedisServer(say),
    };
    plan = await fleetPlan({ projectFolder, stateFolder: folder, servers, services: [] });
    fleet = new Supervisor(folder, plan.processes);
    await fleet.start();
  });
  afterAll(async () => {
    await fleet.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const portOf = (name: string): number => fleet.spec(name).ready.port;

  it('lets nobody onto the bus without the password of a service', async () => {
    const refused = await talk(portOf('nats-server'), ['CONNECT {"user":"llm","pass":"wrong"}', 'PING'], '-ERR');
    expect(refused).toContain('Authorization Violation');
  });

  it('serves streams and messages of up to 1 MB', async () => {
    const info = await talk(portOf('nats-server'), [], '\r\n');
    expect(JSON.parse(info.slice(5))).toMatchObject({ jetstream: true, auth_required: true, max_payload: 1_048_576 });
  });

  it('lets nobody into Redis without its password', async () => {
    expect(await talk(portOf('redis-server'), ['PING'], '\r\n')).toContain('NOAUTH');
  });

  it('keeps passwords out of the process list and from other users', () => {
    for (const { args, files } of plan.processes) {
      expect(args.join(' ')).not.toMatch(/pass/i);
      for (const { path } of files ?? []) expect(statSync(path).mode & 0o777).toBe(0o600);
    }
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('hands out the same passwords at the next start', async () => {
    const next = await fleetPlan({
      projectFolder,
      stateFolder: folder,
      servers: { nats: 'nats-server', redis: undefined },
      services: ['llm'],
    });
    const before = JSON.parse(plan.processes[0]!.files![0]!.text) as { authorization: object };
    expect(JSON.parse(next.processes[0]!.files![0]!.text)).toMatchObject({ authorization: before.authorization });
  });

  it.each(['nats-server', 'redis-server'])('brings %s back after a kill', async (name) => {
    await fleet.replaced(name, fleet.kill(name, 'SIGKILL'));
    expect(fleet.pid(name)).toBeDefined();
  });

  it('brings the broker back when its folder is gone too', async () => {
    const data = join(folder, 'data', 'nats-server');
    await fleet.down('nats-server', 'SIGKILL');
    rmSync(data, { recursive: true });
    await fleet.up('nats-server');
    expect(existsSync(data)).toBe(true);
  });
});
