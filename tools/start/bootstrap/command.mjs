import { spawn } from 'node:child_process';

/** Runs a program with its output on this terminal; throws when it ends with anything but 0. */
export const run = (program, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${program} ${args[0]} ended with ${signal ?? `code ${code}`}`)),
    );
  });
