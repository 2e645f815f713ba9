import type { FleetPlan, ServiceName } from '@parley/fleet';
import { openMongoStore, openSqliteStore, type Store } from '@parley/storage';
import { join } from 'node:path';

/** The documents of a running service, wherever the fleet keeps them: for what no request tells. Close it after use. */
export function storeOf({ processes }: FleetPlan, service: ServiceName): Promise<Store> {
  const { env } = processes.find(({ name }) => name === service)!;
  if (env['PARLEY_STORE'] !== 'mongodb')
    return openSqliteStore({ file: join(env['PARLEY_STATE']!, `${service}.sqlite`) });
  return openMongoStore({
    url: env['PARLEY_MONGODB_URL']!,
    database: `${env['PARLEY_MONGODB_PREFIX'] ?? 'parley'}_${service}`,
  });
}
