import type { Store } from '../port.js';
import type { MongoOptions } from './store.js';

/** As `openMongoStore` of store.ts, which brings the driver: a seventeenth of all that a service on SQLite would load. */
export async function openMongoStore(options: MongoOptions): Promise<Store> {
  const { openMongoStore: open } = await import('./store.js');
  return open(options);
}
