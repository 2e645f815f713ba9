import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inheritedEnvironment } from './config.js';
import { ofJest, ofNothing, type RingResult } from './results.js';

export interface Ring {
  readonly name: string;
  readonly what: string;
  /** How jest is told what belongs to it. */
  readonly chosenBy: readonly string[];
  readonly needsServers: boolean;
  readonly rendersCharts?: true;
  /** A ring that takes longer hangs. */
  readonly withinMinutes: number;
  /** Beside those that all rings get. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Runs when it is named, never by default. */
  readonly byName?: true;
}

const FAULTS = 'e2e/src/(faults|broken)';
const WHOLE_FLEET = ['--selectProjects', 'e2e', '--maxWorkers=2'];

/** From the quickest to the slowest. */
export const rings: readonly Ring[] = [
  {
    name: 'unit',
    what: 'rules alone',
    chosenBy: ['--selectProjects', 'unit', '--maxWorkers=2'],
    needsServers: false,
    withinMinutes: 3,
  },
  {
    name: 'middle',
    what: 'parts on a real broker, Redis and stores',
    chosenBy: ['--selectProjects', 'middle', '--maxWorkers=2'],
    needsServers: true,
    rendersCharts: true,
    withinMinutes: 15,
  },
  {
    name: 'e2e',
    what: 'the whole fleet, also while its processes are killed',
    chosenBy: WHOLE_FLEET,
    needsServers: true,
    rendersCharts: true,
    withinMinutes: 25,
  },
  {
    name: 'faults',
    what: 'of that, the whole fleet while its processes are killed',
    chosenBy: [...WHOLE_FLEET, '--testPathPatterns', FAULTS],
    needsServers: true,
    withinMinutes: 15,
    byName: true,
  },
  {
    name: 'mongodb',
    what: 'the whole fleet on MongoDB',
    chosenBy: [...WHOLE_FLEET, '--testPathIgnorePatterns', FAULTS],
    needsServers: true,
    rendersCharts: true,
    withinMinutes: 30,
    variables: { PARLEY_TEST_STORE: 'mongodb' },
    byName: true,
  },
];

const jest = ({ chosenBy }: Ring, report: string): string[] => [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  '--json',
  `--outputFile=${report}`,
  ...chosenBy,
];

interface Surroundings {
  readonly projectFolder: string;
  /** Where rings write their reports. */
  readonly reports: string;
  readonly variables: Readonly<Record<string, string>>;
}

const MINUTE_MS = 60_000;

/** Runs one ring on this Node, its output on this terminal. */
export const runRing = async (ring: Ring, { projectFolder, reports, variables }: Surroundings): Promise<RingResult> => {
  const began = performance.now();
  const report = join(reports, `${ring.name}.json`);
  console.log(`\n… ${ring.name}: ${ring.what}`);
  const child = spawn(process.execPath, jest(ring, report), {
    cwd: projectFolder,
    env: { ...inheritedEnvironment, ...variables, ...ring.variables },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), ring.withinMinutes * MINUTE_MS);
  const end = await new Promise<string>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`)),
  );
  clearTimeout(timer);
  const result = existsSync(report)
    ? ofJest(ring.name, JSON.parse(readFileSync(report, 'utf8')))
    : ofNothing(ring.name, `ended with ${end} and without a report`);
  if (end !== 'code 0' && result.failed.length === 0) return ofNothing(ring.name, `ended with ${end}`);
  const { passed, failed, skipped } = result;
  console.log(
    `${failed.length ? '✗' : '✓'} ${ring.name}: ${passed} passed, ${failed.length} failed, ${skipped.length} skipped (${Math.round((performance.now() - began) / 1000)} s)`,
  );
  return result;
};
