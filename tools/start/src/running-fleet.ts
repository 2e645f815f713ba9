import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What other commands need to know of the fleet that runs here: `.parley/fleet.json`. */
export interface RunningFleet {
  readonly gateway_url: string;
  readonly nats_url: string;
  readonly health_urls: Readonly<Record<string, string>>;
  readonly launcher_pid: number;
  readonly pids: readonly number[];
}

const fileIn = (stateFolder: string): string => join(stateFolder, 'fleet.json');

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

export const writeRunningFleet = (stateFolder: string, fleet: RunningFleet): void => {
  const path = fileIn(stateFolder);
  writeFileSync(`${path}.new`, `${JSON.stringify(fleet, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
};

const lastFleet = (stateFolder: string): RunningFleet | undefined => {
  const path = fileIn(stateFolder);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RunningFleet) : undefined;
};

/** The fleet that runs now; throws a sentence for the user where none does. */
export const runningFleet = (stateFolder: string): RunningFleet => {
  const fleet = lastFleet(stateFolder);
  if (!fleet || !isAlive(fleet.launcher_pid))
    throw new Error('Parley does not run here; `npm start` in another terminal starts it');
  return fleet;
};

const LEFT_BEHIND_MS = 5_000;

/** Processes of a launcher that was killed end by themselves within seconds; their ports are free only then. */
export const awaitEndOfLastFleet = async (stateFolder: string): Promise<void> => {
  const pids = lastFleet(stateFolder)?.pids ?? [];
  const limit = performance.now() + LEFT_BEHIND_MS;
  while (performance.now() < limit && pids.some(isAlive)) await sleep(100);
};
