import { workerData } from 'node:worker_threads';
import { memorySignal } from './memory-signal.js';

/** How often is looked, in milliseconds. */
const lookMs = 20;
const { parent, memory_mb } = workerData as { parent: number; memory_mb: number };
/** Before the limit, because between two looks more may be taken. */
const most = 0.85 * memory_mb * 1024 * 1024;

/**
 * Runs in a thread, because a document that takes for ever to read keeps the main one from hearing that nobody waits.
 * The limit of the heap does not count what parsers unpack into buffers; what the process holds does.
 */
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  if (process.memoryUsage.rss() > most) process.kill(process.pid, memorySignal);
}, lookMs);
