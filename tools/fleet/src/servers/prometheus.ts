import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onPath } from '../config.js';
import { output } from './command.js';
import { download, keep, machine } from './release.js';
import { isAtLeast, versionOf, type Version } from './version.js';

/** The rules, the queries of the dashboard and their tests need no newer one. */
const OLDEST: Version = [2, 42, 0];
const CURRENT = '3.5.0';
const RELEASES = 'https://github.com/prometheus/prometheus/releases/download';
const LIMIT_MS = 120_000;

const WITHOUT =
  'no Prometheus: what is tested with a real one (alert rules, the queries of the dashboard) is skipped. Put prometheus and promtool on PATH.';

type Say = (line: string) => void;

/** Paths of the server and of the tool that comes with it. */
export interface Prometheus {
  readonly prometheus: string;
  readonly promtool: string;
}

const programs = ['prometheus', 'promtool'] as const;

const fit = async (pathOf: (program: string) => string | undefined): Promise<Prometheus | undefined> => {
  const [prometheus, promtool] = programs.map(pathOf);
  if (!prometheus || !promtool) return undefined;
  for (const program of [prometheus, promtool]) {
    const version = await versionOf(program);
    if (!version || !isAtLeast(version, OLDEST)) return undefined;
  }
  return { prometheus, promtool };
};

const found = async (folder: string): Promise<Prometheus | undefined> =>
  (await fit((program) => join(folder, program))) ?? (await fit(onPath));

/** Unpacks the distribution's package and installs nothing: no service is set up, and no rights are needed. */
const unpackPackage = async (folder: string): Promise<void> => {
  const unpacked = await mkdtemp(join(folder, 'unpack-'));
  const get = () => output('sh', ['-c', 'cd "$0" && apt-get download -q prometheus', unpacked], { withinMs: LIMIT_MS });
  try {
    await get().catch(async (error: Error) => {
      if (process.getuid?.() !== 0) throw error;
      await output('apt-get', ['update', '-q'], { withinMs: LIMIT_MS });
      await get();
    });
    const archive = (await readdir(unpacked)).find((name) => name.endsWith('.deb'));
    await output('dpkg-deb', ['-x', join(unpacked, archive!), unpacked], { withinMs: LIMIT_MS });
    await keep(programs, join(unpacked, 'usr', 'bin'), folder);
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
};

const downloadCurrent = async (folder: string): Promise<void> => {
  const base = `prometheus-${CURRENT}.${machine().join('-')}`;
  await download({ url: `${RELEASES}/v${CURRENT}`, base, sums: 'sha256sums.txt', programs }, folder);
};

/** Building it with Go takes minutes, so that is no way here. */
const waysToGet: { what: string; tool?: string; get: (folder: string) => Promise<void> }[] = [
  { what: 'unpacking the package prometheus of this system', tool: 'apt-get', get: unpackPackage },
  { what: `downloading the Prometheus ${CURRENT} release`, get: downloadCurrent },
];

/** Prometheus and promtool, got into `folder` where the machine has none; undefined, after saying what it means, where there is no way. */
export const findPrometheus = async (folder: string, say: Say): Promise<Prometheus | undefined> => {
  const there = await found(folder);
  if (there) return there;
  await mkdir(folder, { recursive: true });
  for (const way of waysToGet) {
    if (way.tool && !onPath(way.tool)) continue;
    say(way.what);
    try {
      await way.get(folder);
      const got = await found(folder);
      if (got) return got;
    } catch (error) {
      say(`that failed: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  say(WITHOUT);
  return undefined;
};
