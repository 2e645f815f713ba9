import { setTimeout as sleep } from 'node:timers/promises';
import { startedByNpm } from './config.js';

const PARENT_ASKED_EVERY_MS = 1_000;
const INTERRUPTED = 130;

const parentIsGone = async (): Promise<void> => {
  const parent = process.ppid;
  while (process.ppid === parent) await sleep(PARENT_ASKED_EVERY_MS, undefined, { ref: false });
};

/**
 * Resolved once this process is told to stop: by a signal, or because what started it is gone: npm (its script is
 * `exec`ed, so that npm is the parent), or the same script on an older Node, whose channel closes. A second Ctrl-C ends
 * the process at once, and with it all that it supervises.
 */
export const toldToStop = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => process.once('SIGINT', () => process.exit(INTERRUPTED)));
    process.once('SIGINT', resolve).once('SIGTERM', resolve).once('disconnect', resolve);
    if (startedByNpm) void parentIsGone().then(resolve);
  });
