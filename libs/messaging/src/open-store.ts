import { join } from 'node:path';
import { ConfigError, type ServiceConfig } from '@parley/runtime';
import { openMongoStore, openSqliteStore, type Store } from '@parley/storage';

/** The service's own documents, in the adapter that its settings name: one file, or one database, for each service. */
export async function openStore(
  service: string,
  { store, state, mongodb_url, mongodb_prefix }: ServiceConfig,
): Promise<Store> {
  if (store === 'sqlite') return openSqliteStore({ file: join(state, `${service}.sqlite`) });
  if (mongodb_url === undefined) throw new ConfigError('PARLEY_MONGODB_URL (MongoDB): expected a value');
  return openMongoStore({ url: mongodb_url, database: `${mongodb_prefix}_${service}` });
}
