import { workerData } from 'node:worker_threads';

/** How often is looked, in milliseconds. */
const lookMs = 500;
const { parent } = workerData as { parent: number };

/** Runs in a thread, because a document that takes for ever to read keeps the main one from hearing that nobody waits. */
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, lookMs);
