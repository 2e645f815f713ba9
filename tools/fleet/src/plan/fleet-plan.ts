import { join } from 'node:path';
import { modelVariables, settings } from '../config.js';
import busUsers from '../generated/bus-users.json' with { type: 'json' };
import { freePortFrom, freePorts } from '../ports.js';
import type { ProcessSpec } from '../process/process-spec.js';
import { type DemoShop, type DemoShopOptions, demoShop } from './demo-shop.js';
import { natsServer } from './nats-server.js';
import { redisServer } from './redis-server.js';
import { secretsOf } from './secrets.js';
import { entryOf, service } from './service.js';

export const services = [
  'gateway',
  'accounts',
  'orchestrator',
  'nlu',
  'llm',
  'handoff',
  'ingestion',
  'insights',
  'actions',
] as const;
export type ServiceName = (typeof services)[number];

export interface WishedPorts {
  readonly gateway: number;
  readonly nats: number;
  readonly redis: number;
  readonly shop: number;
  /** The first of those on which services serve health and metrics. */
  readonly health: number;
}

export interface FleetOptions {
  /** Of the checkout whose `apps` are compiled. */
  readonly projectFolder: string;
  /** Holds everything that the fleet writes: data, logs, secrets, server configurations. */
  readonly stateFolder: string;
  /** Programs, as `findNatsServer` and `findRedisServer` return them. */
  readonly servers: { readonly nats: string; readonly redis: string | undefined };
  /** Where a wished port is taken, the next free one serves. Without wishes: random free ones. */
  readonly ports?: WishedPorts;
  /** Default: all. */
  readonly services?: readonly ServiceName[];
  /** Processes of one service, on one store; default 1. The second is named `<service>-2`. */
  readonly replicas?: Partial<Record<ServiceName, number>>;
  /** Every process has a folder of its own, as on a machine of its own: none finds what another has written. */
  readonly ownFolders?: boolean;
  /** Runs a process from another compiled entry, by process name. */
  readonly entries?: Readonly<Record<string, string>>;
  /** More variables for every service, such as another store. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Plans the demo shop beside the fleet, on whose orders actions may work. */
  readonly demoShop?: DemoShopOptions;
}

export interface FleetPlan {
  readonly stateFolder: string;
  readonly processes: readonly ProcessSpec[];
  /** `http://127.0.0.1:<port>` of each gateway. */
  readonly gatewayUrls: readonly string[];
  /** Without user and password: those are in `secretsOf`. */
  readonly natsUrl: string;
  /** Where a service serves `/health`, `/health/ready` and `/metrics`, by process name. */
  readonly healthUrls: Readonly<Record<string, string>>;
  /** Not among the processes: whoever wants it running adds it, once it is known which chat box its page carries. */
  readonly demoShop?: DemoShop;
}

interface ServiceProcess {
  readonly name: string;
  readonly service: ServiceName;
  readonly healthPort: number;
  readonly httpPort: number;
}

const HOST = '127.0.0.1';

const asksModels: ReadonlySet<ServiceName> = new Set(['llm', 'ingestion']);

/** Hands out ports one by one: the next free one from the wish on, or a random one. */
const portsOf = (wished: WishedPorts | undefined): ((use: keyof WishedPorts) => Promise<number>) => {
  const taken = new Set<number>();
  return async (use) => {
    const port = wished ? await freePortFrom(wished[use], taken) : (await freePorts(1, taken))[0]!;
    taken.add(port);
    return port;
  };
};

const serviceProcesses = async (
  { services: chosen = services, replicas = {} }: FleetOptions,
  nextPort: (use: keyof WishedPorts) => Promise<number>,
): Promise<ServiceProcess[]> => {
  const processes: ServiceProcess[] = [];
  for (const service of chosen) {
    for (let replica = 1; replica <= (replicas[service] ?? 1); replica++) {
      const name = replica === 1 ? service : `${service}-${replica}`;
      const httpPort = service === 'gateway' ? await nextPort('gateway') : 0;
      processes.push({ name, service, httpPort, healthPort: await nextPort('health') });
    }
  }
  return processes;
};

/** Everything there is to know to run Parley on this machine, as data for the Supervisor. */
export const fleetPlan = async (options: FleetOptions): Promise<FleetPlan> => {
  const { projectFolder, stateFolder, servers } = options;
  const nextPort = portsOf(options.ports);
  const secrets = secretsOf(
    stateFolder,
    busUsers.map(({ user }) => user),
  );
  const dataFolderOf = ({ name, service: of }: ServiceProcess): string =>
    join(stateFolder, 'data', options.ownFolders ? name : of);
  const indexFolderOf = (planned: ServiceProcess): string =>
    options.ownFolders ? join(dataFolderOf(planned), 'index') : join(stateFolder, 'data', 'index');
  const processes = await serviceProcesses(options, nextPort);
  const nats = natsServer({
    name: 'nats-server',
    program: servers.nats,
    folder: join(stateFolder, 'data', 'nats-server'),
    configurationFile: join(stateFolder, 'nats-server.conf'),
    port: await nextPort('nats'),
    users: busUsers,
    passwords: secrets.nats,
  });
  const redis = servers.redis
    ? redisServer({
        name: 'redis-server',
        program: servers.redis,
        folder: join(stateFolder, 'data', 'redis-server'),
        configurationFile: join(stateFolder, 'redis-server.conf'),
        port: await nextPort('redis'),
        password: secrets.redis,
      })
    : undefined;
  const serverProcesses = redis ? [nats, redis] : [nats];
  const natsUrl = `nats://${HOST}:${nats.ready.port}`;
  const shop = options.demoShop
    ? demoShop({
        ...options.demoShop,
        entry: options.demoShop.entry ?? entryOf(projectFolder, 'demo-shop'),
        folder: join(stateFolder, 'data', 'demo-shop'),
        port: await nextPort('shop'),
        keys: secrets.shop,
      })
    : undefined;
  const common = {
    ...(redis ? { PARLEY_REDIS_URL: `redis://:${secrets.redis}@${HOST}:${redis.ready.port}` } : {}),
    ...(settings.models ? { PARLEY_MODELS: settings.models } : {}),
    PARLEY_NATS_URL: natsUrl,
    PARLEY_STORE: 'sqlite',
    ...options.variables,
  };
  const variablesOf = (planned: ServiceProcess): Record<string, string> => {
    const { service: name, httpPort } = planned;
    return {
      ...(asksModels.has(name) ? modelVariables() : {}),
      PARLEY_INDEX: join(indexFolderOf(planned), 'passages.sqlite'),
      ...common,
      PARLEY_STATE: dataFolderOf(planned),
      PARLEY_NATS_USER: name,
      PARLEY_NATS_PASSWORD: secrets.nats[name]!,
      ...(httpPort ? { PARLEY_HTTP_PORT: String(httpPort) } : {}),
      ...(name === 'actions' ? { PARLEY_ACTION_KEYS: secrets.sealing } : {}),
      ...(shop && name === 'actions' ? { PARLEY_ACTION_ORIGINS: shop.url } : {}),
    };
  };
  return {
    stateFolder,
    processes: [
      ...serverProcesses,
      ...processes.map((planned) =>
        service({
          ...planned,
          entry: options.entries?.[planned.name] ?? entryOf(projectFolder, planned.service),
          door: planned.service === 'gateway',
          folders: [dataFolderOf(planned), indexFolderOf(planned)],
          dependsOn: serverProcesses.map(({ name }) => name),
          variables: variablesOf(planned),
        }),
      ),
    ],
    gatewayUrls: processes.filter(({ httpPort }) => httpPort).map(({ httpPort }) => `http://${HOST}:${httpPort}`),
    natsUrl,
    healthUrls: Object.fromEntries(processes.map(({ name, healthPort }) => [name, `http://${HOST}:${healthPort}`])),
    ...(shop ? { demoShop: shop } : {}),
  };
};
