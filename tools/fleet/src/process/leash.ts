import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ProcessSpec } from './process-spec.js';

/**
 * Becomes the process itself, so that the pid is the real one, and leaves a watcher in its process group that reads a
 * pipe from the supervisor. Nothing is ever written there: it ends when the supervisor is gone, however it died. Then
 * the group gets SIGTERM and, after 2 s, SIGKILL. A group id is not given away while the watcher is in it, so neither
 * signal can reach a stranger.
 */
const LEASH = `(
  read -r _ <&3
  kill -TERM $$
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 0.1; kill -0 $$ || break; done
  kill -KILL -$$
) </dev/null >/dev/null 2>&1 &
exec "$@" 3<&-`;

export interface LeashedProcess {
  readonly pid: number;
  readonly child: ChildProcess;
}

/** Starts the process in a group of its own: Ctrl-C in the terminal reaches the launcher only. */
export const spawnLeashed = (spec: ProcessSpec, log: number): LeashedProcess => {
  for (const folder of spec.folders ?? []) mkdirSync(folder, { recursive: true });
  for (const file of spec.files ?? []) {
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(file.path, file.text, { mode: 0o600 });
  }
  const child = spawn('/bin/sh', ['-c', LEASH, 'leash', spec.command, ...spec.args], {
    ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
    env: { ...spec.env },
    detached: true,
    stdio: ['ignore', log, log, 'pipe'],
  });
  child.once('error', () => undefined); // told by the missing pid
  child.stdio[3]?.once('error', () => undefined); // the watcher went with its group
  if (child.pid === undefined) throw new Error(`${spec.name}: no process could be started`);
  return { pid: child.pid, child };
};

/** What a dead process left behind in its group: its watcher and children of its own. */
export const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};
