import { join } from 'node:path';
import { modelVariables, settings } from '../config.js';
import busUsers from '../generated/bus-users.json' with { type: 'json' };
import { freePortFrom, freePorts } from '../ports.js';
import type { ProcessSpec } from '../process/process-spec.js';
import { type DemoShop, type DemoShopOptions, demoShop } from './demo-shop.js';
import { natsServer } from './nats-server.js';
import { redisServer } from './redis-server.js';
import { type Secrets, secretsOf } from './secrets.js';
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

type NextPort = (use: keyof WishedPorts) => Promise<number>;

/** Hands out ports one by one: the next free one from the wish on, or a random one. */
const portsOf = (wished: WishedPorts | undefined): NextPort => {
  const taken = new Set<number>();
  return async (use) => {
    const port = wished ? await freePortFrom(wished[use], taken) : (await freePorts(1, taken))[0]!;
    taken.add(port);
    return port;
  };
};

const serviceProcesses = async (
  { services: chosen = services, replicas = {} }: FleetOptions,
  nextPort: NextPort,
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

/** The bus, and Redis where there is a program for it. */
const serversOf = async ({ stateFolder, servers }: FleetOptions, secrets: Secrets, nextPort: NextPort) => {
  const nats = natsServer({
    name: 'nats-server',
    program: servers.nats,
    folder: join(stateFolder, 'data', 'nats-server'),
    configurationFile: join(stateFolder, 'nats-server.conf'),
    port: await nextPort('nats'),
    users: busUsers,
    passwords: secrets.nats,
  });
  if (!servers.redis) return { nats };
  const redis = redisServer({
    name: 'redis-server',
    program: servers.redis,
    folder: join(stateFolder, 'data', 'redis-server'),
    configurationFile: join(stateFolder, 'redis-server.conf'),
    port: await nextPort('redis'),
    password: secrets.redis,
  });
  return { nats, redis };
};

const shopOf = async (
  { demoShop: shop, projectFolder, stateFolder }: FleetOptions,
  secrets: Secrets,
  nextPort: NextPort,
): Promise<DemoShop | undefined> =>
  shop &&
  demoShop({
    ...shop,
    entry: shop.entry ?? entryOf(projectFolder, 'demo-shop'),
    folder: join(stateFolder, 'data', 'demo-shop'),
    port: await nextPort('shop'),
    keys: secrets.shop,
  });

const foldersOf = ({ stateFolder, ownFolders }: FleetOptions, { name, service: of }: ServiceProcess) => {
  const data = join(stateFolder, 'data', ownFolders ? name : of);
  return { data, index: ownFolders ? join(data, 'index') : join(stateFolder, 'data', 'index') };
};

/** Everything there is to know to run Parley on this machine, as data for the Supervisor. */
export const fleetPlan = async (options: FleetOptions): Promise<FleetPlan> => {
  const { projectFolder, stateFolder } = options;
  const nextPort = portsOf(options.ports);
  const secrets = secretsOf(
    stateFolder,
    busUsers.map(({ user }) => user),
  );
  const processes = await serviceProcesses(options, nextPort);
  const { nats, redis } = await serversOf(options, secrets, nextPort);
  const servers = redis ? [nats, redis] : [nats];
  const natsUrl = `nats://${HOST}:${nats.ready.port}`;
  const shop = await shopOf(options, secrets, nextPort);
  const common = {
    ...(redis ? { PARLEY_REDIS_URL: `redis://:${secrets.redis}@${HOST}:${redis.ready.port}` } : {}),
    ...(settings.models ? { PARLEY_MODELS: settings.models } : {}),
    PARLEY_NATS_URL: natsUrl,
    PARLEY_STORE: 'sqlite',
    ...options.variables,
  };
  const planOf = (planned: ServiceProcess): ProcessSpec => {
    const { name, service: of, httpPort } = planned;
    const { data, index } = foldersOf(options, planned);
    return service({
      ...planned,
      entry: options.entries?.[name] ?? entryOf(projectFolder, of),
      door: of === 'gateway',
      folders: [data, index],
      dependsOn: servers.map((server) => server.name),
      variables: {
        ...(asksModels.has(of) ? modelVariables() : {}),
        PARLEY_INDEX: join(index, 'passages.sqlite'),
        ...common,
        PARLEY_STATE: data,
        PARLEY_NATS_USER: of,
        PARLEY_NATS_PASSWORD: secrets.nats[of]!,
        ...(httpPort ? { PARLEY_HTTP_PORT: String(httpPort) } : {}),
        ...(of === 'actions' ? { PARLEY_ACTION_KEYS: secrets.sealing } : {}),
        ...(shop && of === 'actions' ? { PARLEY_ACTION_ORIGINS: shop.url } : {}),
      },
    });
  };
  return {
    stateFolder,
    processes: [...servers, ...processes.map(planOf)],
    gatewayUrls: processes.filter(({ httpPort }) => httpPort).map(({ httpPort }) => `http://${HOST}:${httpPort}`),
    natsUrl,
    healthUrls: Object.fromEntries(processes.map(({ name, healthPort }) => [name, `http://${HOST}:${healthPort}`])),
    ...(shop ? { demoShop: shop } : {}),
  };
};
