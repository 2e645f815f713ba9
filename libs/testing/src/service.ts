import type { Service } from '@parley/contracts';
import {
  connectFleet,
  startFleetService,
  type FleetConnection,
  type FleetService,
  type FleetServiceOptions,
} from '@parley/messaging';
import { Logger, Metrics, readSettings, serviceSettings, type ServiceConfig } from '@parley/runtime';
import type { Broker } from './broker.js';
import { tempFolder } from './temp-folder.js';
import type { TokenSigner } from './token-signer.js';

/** Settings for a service in a test: a temporary state folder, a free health port, quiet logs. */
export function testConfig(broker: Pick<Broker, 'url'>, state: string): ServiceConfig {
  return readSettings({ PARLEY_NATS_URL: broker.url, PARLEY_STATE: state, PARLEY_LOG_LEVEL: 'error' }, serviceSettings);
}

export interface TestService extends FleetService {
  /** Holds store and keys; give it to a second start to go on with the same documents. */
  readonly state: string;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

/**
 * Starts one service in this process: real broker, real SQLite store in a folder of its own. `config` gets the common
 * settings and returns them with the service's own.
 */
export async function startTestService<C extends ServiceConfig>(
  options: Omit<FleetServiceOptions<C>, 'config'> & {
    readonly broker: Pick<Broker, 'url'>;
    readonly config?: (common: ServiceConfig) => C;
    /** Whose tokens it accepts. */
    readonly signer?: TokenSigner;
    /** Of an earlier start; default a new folder. */
    readonly state?: string;
  },
): Promise<TestService> {
  const { broker, signer, config = (common: ServiceConfig) => common as C, ...rest } = options;
  const folder =
    options.state === undefined ? tempFolder(options.name) : { path: options.state, remove: () => undefined };
  signer?.trustedBy(options.name, folder.path);
  const service = await startFleetService({ ...rest, config: config(testConfig(broker, folder.path)) });
  const remove = async () => {
    await service.stop();
    folder.remove();
  };
  return { ...service, state: folder.path, remove };
}

/** A connection that only asks, in the name of a service; with credentials where the broker has users. */
export function connectAs(
  name: Service,
  broker: Pick<Broker, 'url'>,
  credentials?: { readonly user: string; readonly password: string },
): FleetConnection {
  return connectFleet({
    name,
    nats_url: broker.url,
    nats_user: credentials?.user,
    nats_password: credentials?.password,
    logger: Logger.open(name, 'error'),
    metrics: new Metrics(name),
  });
}
