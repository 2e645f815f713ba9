import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { onPath } from '../config.js';
import { output } from './command.js';

const BUILD_LIMIT_MS = 600_000;

export type Say = (line: string) => void;

/** A program of this project that is written in Go, because what it uses is. */
export interface GoProgram {
  readonly name: string;
  /** What is said when it is built, and where there is no Go. */
  readonly building: string;
  readonly without: string;
  /** Where it is built to. */
  readonly folder: string;
  readonly sources: string;
}

const versionOf = (sources: string): string => {
  const hash = createHash('sha256');
  const files = readdirSync(sources, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort())
    hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 12);
};

/** Not optimised: what it does takes milliseconds, and its compilation half the time. */
const build = async (sources: string, program: string): Promise<void> => {
  const fresh = `${program}.${process.pid}`;
  await output('go', ['build', '-C', sources, '-trimpath', '-ldflags=-s -w', '-gcflags=all=-N -l', '-o', fresh, '.'], {
    env: { CGO_ENABLED: '0' },
    withinMs: BUILD_LIMIT_MS,
  });
  await rename(fresh, program);
};

/** Its path, built where it is not yet; undefined, after saying why, where that cannot be. */
export const findGoProgram = async (
  { name, building, without, folder, sources }: GoProgram,
  say: Say,
): Promise<string | undefined> => {
  const program = join(folder, `${name}-${versionOf(sources)}`);
  if (existsSync(program)) return program;
  if (!onPath('go')) return void say(without);
  say(building);
  await mkdir(folder, { recursive: true });
  try {
    await build(sources, program);
    return program;
  } catch (error) {
    return void say(`that failed: ${(error as Error).message.split('\n')[0]}`);
  }
};
