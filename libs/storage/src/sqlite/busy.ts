import { setTimeout as delay } from 'node:timers/promises';
import { FleetError } from '@parley/contracts';

const sqliteBusy = 5;

const resultCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined;

/** Any fault of the file, the disk or a lock; not one of our own mistakes. */
export const isSqliteFault = (error: unknown): boolean => resultCode(error) !== undefined;

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
