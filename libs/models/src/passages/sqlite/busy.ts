import { setTimeout as delay } from 'node:timers/promises';
import { FleetError } from '@parley/contracts';

const sqliteBusy = 5;
const longestWaitMs = 4000;

const isSqliteFault = (error: unknown): error is { errcode?: number } =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SQLITE_ERROR';

/**
 * Runs a transaction again, without blocking the event loop, as long as another process writes; up to 4 s. Throws
 * `store.unavailable` for every fault of the file or its locks.
 */
export async function throughBusy<T>(transaction: () => T): Promise<T> {
  const since = performance.now();
  for (;;) {
    try {
      return transaction();
    } catch (error) {
      if (!isSqliteFault(error)) throw error;
      const busy = ((error.errcode ?? 0) & 0xff) === sqliteBusy;
      if (!busy || performance.now() - since > longestWaitMs)
        throw new FleetError('store.unavailable', {}, { cause: error });
    }
    await delay(1 + Math.random() * 4);
  }
}
