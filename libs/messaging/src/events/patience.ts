import { setTimeout } from 'node:timers/promises';
import { toFleetError } from '@parley/contracts';

/** Between tries, in milliseconds: doubles from the first to the last. */
const FIRST_MS = 100;
const LAST_MS = 2000;

/** The work was given up because its reader stops or has lost its lease. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export type Tried =
  { readonly done: true } | { readonly done: false; readonly error: unknown; readonly attempts: number };

/**
 * Tries until it is done, at most `attempts` times. Transient faults (of the store, of another service) are waited out
 * and never count. Rejects with `Stopped` as soon as `goOn` says no.
 */
export async function patiently(work: () => Promise<unknown>, attempts: number, goOn: () => boolean): Promise<Tried> {
  let failed = 0;
  for (let wait = FIRST_MS; ; wait = Math.min(wait * 2, LAST_MS)) {
    if (!goOn()) throw new Stopped();
    try {
      await work();
      return { done: true };
    } catch (error) {
      if (error instanceof Stopped) throw error;
      if (toFleetError(error).fault !== 'transient' && ++failed >= attempts)
        return { done: false, error, attempts: failed };
    }
    await setTimeout(wait);
  }
}
