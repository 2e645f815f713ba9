import { spawn } from 'node:child_process';

/** Runs a program with its output on this terminal; resolves with its exit code, or the signal that ended it. */
export const run = (program, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });

export const mustRun = async (program, args, options) => {
  const end = await run(program, args, options);
  if (end !== 0) throw new Error(`${program} ${args[0]} ended with ${end}`);
};
