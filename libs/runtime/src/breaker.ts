import { FleetError, toFleetError } from '@parley/contracts';
import CircuitBreaker from 'opossum';

/** Runs work unless it failed too often lately: then it is refused at once with `fleet.unavailable`. */
export type Breaker = <T>(work: () => Promise<T>) => Promise<T>;

/** Judged over the last ten seconds: open when half of at least five calls failed; one trial after a second. */
const rules = { rollingCountTimeout: 10_000, volumeThreshold: 5, errorThresholdPercentage: 50, resetTimeout: 1000 };
/** Nobody reads its figures: sorting the times of 6,000 calls every second stops the event loop for milliseconds. */
const noFigures = { rollingPercentilesEnabled: false, enableSnapshots: false };

/** Nobody has needed the outside party for so long, in milliseconds: whether it is back is not known, and harms nobody. */
const unusedMs = 120_000;

/** Of this process, by name: an outside party has one, or several that stand for the same. */
const circuits = new Map<string, { readonly circuit: CircuitBreaker; used: number }>();

/** How the breakers of this process stand: 0 closed or not needed of late, 1 on trial, 2 open. */
export const breakerStates = (): [name: string, state: 0 | 1 | 2][] =>
  [...circuits].map(([name, { circuit, used }]) => [
    name,
    performance.now() - used > unusedMs ? 0 : circuit.opened ? 2 : circuit.halfOpen ? 1 : 0,
  ]);

const callersFault = (error: unknown): boolean => toFleetError(error).fault === 'caller';

/**
 * A breaker around one outside party. It has no time-out: each call owns its deadline, because opossum's one abort
 * signal a breaker would end every call in flight. The caller's own faults do not open it.
 */
export function breaker(
  name: string,
  {
    harmless = callersFault,
  }: { /** Errors that do not open it. */ readonly harmless?: (error: unknown) => boolean } = {},
): Breaker {
  const circuit = new CircuitBreaker((work: () => Promise<unknown>) => work(), {
    ...rules,
    ...noFigures,
    name,
    timeout: false,
    errorFilter: harmless,
  });
  const known = { circuit, used: performance.now() };
  circuits.set(name, known);
  return async <T>(work: () => Promise<T>): Promise<T> => {
    known.used = performance.now();
    try {
      return (await circuit.fire(work)) as T;
    } catch (error) {
      if (CircuitBreaker.isOurError(error as Error)) throw new FleetError('fleet.unavailable', { breaker: name });
      throw error;
    }
  };
}
