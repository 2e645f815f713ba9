import { spawn } from 'node:child_process';

/** Runs a program with its output on this terminal; resolves with its exit code, 1 where a signal ended it. */
export const run = (program, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });

export const mustRun = async (program, args, options) => {
  const code = await run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args[0]} ended with code ${code}`);
};
