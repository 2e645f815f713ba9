import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ownEnvironment } from '../config.js';

const run = promisify(execFile);

/** Runs a program to its end and returns what it printed; throws with its error output. */
export const output = async (
  program: string,
  args: readonly string[],
  options: { env?: Record<string, string>; withinMs: number },
): Promise<string> => {
  const { stdout } = await run(program, [...args], {
    timeout: options.withinMs,
    maxBuffer: 16 * 1024 * 1024,
    env: { ...ownEnvironment, ...options.env },
  });
  return stdout;
};
