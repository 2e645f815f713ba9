import { secretsOf } from '@parley/fleet';
import { connectFleet, type FleetConnection } from '@parley/messaging';
import { Logger, Metrics } from '@parley/runtime';
import { busSettings } from './config.js';
import { runningFleet } from './running-fleet.js';

/** The service whose rights operators' commands use: one of those that their requests are answered to. */
export const AS = 'gateway';

const connect = (stateFolder: string): FleetConnection => {
  const common = { name: AS, logger: Logger.open('command', 'warn'), metrics: new Metrics(AS) } as const;
  const { url, user = AS, password } = busSettings;
  if (url) return connectFleet({ ...common, nats_url: url, nats_user: user, nats_password: password });
  const { nats_url } = runningFleet(stateFolder);
  return connectFleet({
    ...common,
    nats_url,
    nats_user: AS,
    nats_password: secretsOf(stateFolder, [AS]).nats[AS],
  });
};

/** Works on the fleet whose bus the variables name, else on the one that runs here. */
export const withFleet = async <T>(
  stateFolder: string,
  work: (connection: FleetConnection) => Promise<T>,
): Promise<T> => {
  const connection = connect(stateFolder);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
};
