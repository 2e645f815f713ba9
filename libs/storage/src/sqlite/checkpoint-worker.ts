import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** Frames in the log (4 kB each) from which on writers are held up for a moment, so that it begins anew. */
const longLog = 10_000;
/** How long is waited for others before the log is left as it is until next time, in milliseconds. */
const patienceMs = 200;

const { file } = workerData as { readonly file: string };
const db = new DatabaseSync(file, { timeout: patienceMs });
db.exec('PRAGMA synchronous = FULL; PRAGMA cache_size = -256');
const passive = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
const restart = db.prepare('PRAGMA wal_checkpoint(RESTART)');

parentPort!.on('message', (wish: 'checkpoint' | 'close') => {
  if (wish === 'close') {
    db.close();
    parentPort!.close();
    return;
  }
  const { log } = passive.get() as { readonly log: number };
  // What came meanwhile is little: who writes waits for milliseconds.
  if (log > longLog) restart.get();
  parentPort!.postMessage('done');
});
