import { setTimeout as delay } from 'node:timers/promises';
import { FleetError } from '@parley/contracts';

const sqliteBusy = 5;

/** What node:sqlite throws. */
interface SqliteError {
  readonly code: 'ERR_SQLITE_ERROR' | 'ERR_INVALID_STATE';
  readonly errcode?: number;
}

/** Any fault of the file, the disk or a lock, or a store that is closed; not one of our own mistakes. */
export const isSqliteFault = (error: unknown): error is SqliteError =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 'ERR_SQLITE_ERROR' || error.code === 'ERR_INVALID_STATE');

const resultCode = (error: unknown): number | undefined => (isSqliteFault(error) ? error.errcode : undefined);

/** Another process writes, or recovers the log of one that died. Extended codes keep the primary one in their low byte. */
export const isBusy = (error: unknown): boolean => ((resultCode(error) ?? 0) & 0xff) === sqliteBusy;

/** SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE. */
export const isConflict = (error: unknown): boolean => [1555, 2067].includes(resultCode(error) ?? 0);

export const storeUnavailable = (cause: unknown): FleetError => new FleetError('store.unavailable', {}, { cause });

/** Milliseconds until the next try: random, so that two processes do not keep step. */
export const busyPause = (): number => 1 + Math.random() * 4;

/** A read waits only while another process opens or recovers the file; it never blocks the event loop. */
export async function readThroughBusy<T>(busy_limit_ms: number, read: () => T): Promise<T> {
  const since = performance.now();
  for (;;) {
    try {
      return read();
    } catch (error) {
      if (!isSqliteFault(error)) throw error;
      if (!isBusy(error) || performance.now() - since > busy_limit_ms) throw storeUnavailable(error);
    }
    await delay(busyPause());
  }
}
