import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const read = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/** When the process started, as its system tells it: tells a process from a later one with the same pid. */
const startOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[19];
  } catch {
    return undefined;
  }
};

const isAlive = ({ pid, start }) => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  return start === undefined || startOf(pid) === start;
};

/** The live process that holds the lock, if any. */
export const holderOf = (path) => {
  const owner = read(path);
  return owner && isAlive(owner) ? owner : undefined;
};

/**
 * Takes the lock unless a live process holds it, then returns that holder. A dead process's lock is taken over.
 * The lock is given back by `releaseLock` or when this process ends.
 */
export const takeLock = (path) => {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, start: startOf(process.pid) }), { mode: 0o600 });
  try {
    for (;;) {
      try {
        linkSync(draft, path);
        process.once('exit', () => releaseLock(path));
        return undefined;
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const holder = holderOf(path);
      if (holder) return holder;
      takeAway(path);
    }
  } finally {
    rmSync(draft, { force: true });
  }
};

/** As `takeLock`, but waits for a live holder; `tell` hears once for whom. */
export const waitForLock = async (path, tell) => {
  for (let holder = takeLock(path), told = false; holder; holder = takeLock(path)) {
    if (!told) tell(holder);
    told = true;
    await sleep(250);
  }
};

export const releaseLock = (path) => {
  if (read(path)?.pid === process.pid) rmSync(path, { force: true });
};

/** Removes a dead process's lock; puts it back if somebody alive took it meanwhile. */
const takeAway = (path) => {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (holderOf(aside)) linkSync(aside, path);
  rmSync(aside);
};
