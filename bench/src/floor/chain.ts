import {
  type ProcessSpec,
  Supervisor,
  findNatsServer,
  findRedisServer,
  freePorts,
  natsServer,
  redisServer,
} from '@parley/fleet';
import { tempFolder } from '@parley/testing';
import { type Named, processesOf } from '../machine/processes.js';

/** One process of a chain. */
export interface Part {
  readonly name: string;
  /** Below `chains/`. */
  readonly script: string;
  /** Beside what every part gets: ports and passwords of the servers, and the port of the one that serves HTTP. */
  readonly settings?: object;
}

export interface Chain {
  readonly base_url: string;
  processes(): Named[];
  /** Ends everything and removes the folder. */
  stop(): Promise<void>;
}

const PASSWORD = 'for-as-long-as-the-chain-runs';
const EVERYTHING = { allow: ['>'] };
const SERVERS_FOLDER = new URL('../../../.parley/bin', import.meta.url).pathname;

/** Chains are plain JavaScript and run as they are, from beside the sources. */
export const scriptOf = (path: string): string => new URL(`../../src/floor/chains/${path}`, import.meta.url).pathname;

/** Runs plain JavaScript on a broker and a Redis of its own, supervised and configured as the product's are. */
export async function startChain(parts: (folder: string) => readonly Part[]): Promise<Chain> {
  const folder = tempFolder('floor');
  const chosen = parts(folder.path);
  const [bus_port = 0, redis_port = 0, http_port = 0, ...health_ports] = await freePorts(3 + chosen.length);
  const servers = await serversOn(folder.path, bus_port, redis_port);
  const common = {
    bus: { port: bus_port, user: 'floor', pass: PASSWORD },
    redis: { port: redis_port, password: PASSWORD },
    http_port,
  };
  const processes = chosen.map(({ name, script, settings }, index): ProcessSpec => {
    const health_port = health_ports[index]!;
    const probe = { kind: 'http', port: health_port, path: '/health' } as const;
    return {
      name,
      tier: name === 'gateway' ? 'door' : 'service',
      command: process.execPath,
      args: [scriptOf(script), JSON.stringify({ ...common, ...settings, health_port })],
      env: {},
      ready: probe,
      live: probe,
      dependsOn: servers.map((server) => server.name),
    };
  });
  const supervisor = new Supervisor(folder.path, [...servers, ...processes]);
  const stop = async () => {
    await supervisor.stop();
    folder.remove();
  };
  try {
    await supervisor.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { base_url: `http://127.0.0.1:${http_port}`, processes: () => processesOf(supervisor), stop };
}

async function serversOn(folder: string, bus_port: number, redis_port: number): Promise<ProcessSpec[]> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const redis = await findRedisServer(say);
  if (!redis) throw new Error('the durable chain needs a redis-server');
  return [
    natsServer({
      name: 'nats-server',
      program: await findNatsServer(SERVERS_FOLDER, say),
      folder: `${folder}/nats-server`,
      configurationFile: `${folder}/nats-server.conf`,
      port: bus_port,
      users: [{ user: 'floor', permissions: { publish: EVERYTHING, subscribe: EVERYTHING } }],
      passwords: { floor: PASSWORD },
    }),
    redisServer({
      name: 'redis-server',
      program: redis,
      folder: `${folder}/redis-server`,
      configurationFile: `${folder}/redis-server.conf`,
      port: redis_port,
      password: PASSWORD,
    }),
  ];
}
