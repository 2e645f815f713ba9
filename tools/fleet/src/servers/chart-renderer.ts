import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { onPath, settings } from '../config.js';
import { output } from './command.js';

const BUILD_LIMIT_MS = 600_000;

const WITHOUT = 'no Go: charts are not rendered, and what is tested of them is skipped';

type Say = (line: string) => void;

const versionOf = (sources: string): string => {
  const hash = createHash('sha256');
  const files = readdirSync(sources, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort())
    hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 12);
};

/** Not optimised: what it renders takes milliseconds, and its compilation half the time. */
const build = async (sources: string, program: string): Promise<void> => {
  const fresh = `${program}.${process.pid}`;
  await output('go', ['build', '-C', sources, '-trimpath', '-ldflags=-s -w', '-gcflags=all=-N -l', '-o', fresh, '.'], {
    env: { CGO_ENABLED: '0' },
    withinMs: BUILD_LIMIT_MS,
  });
  await rename(fresh, program);
};

/** The path of the renderer of charts in `sources`, built into `folder` where it is not yet; undefined, after saying why, where that cannot be. */
export const findChartRenderer = async (folder: string, sources: string, say: Say): Promise<string | undefined> => {
  if (settings.chartRenderer) return settings.chartRenderer;
  const program = join(folder, `chart-renderer-${versionOf(sources)}`);
  if (existsSync(program)) return program;
  if (!onPath('go')) return void say(WITHOUT);
  say('building the renderer of charts with Go (about half a minute)');
  await mkdir(folder, { recursive: true });
  try {
    await build(sources, program);
    return program;
  } catch (error) {
    return void say(`that failed: ${(error as Error).message.split('\n')[0]}`);
  }
};
