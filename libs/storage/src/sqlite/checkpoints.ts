import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Rows between two checkpoints: about half a second of 600 turns a second, some 10 MB of log. */
const rowsBetween = 1500;

/**
 * Copies the write-ahead log back into the file from a thread of its own: on the event loop's it would stand still for
 * 20–50 ms each time. The thread begins with the first need; should it fail, SQLite's own checkpoint bounds the log.
 */
export class Checkpoints {
  private worker: Worker | undefined;
  private rows = 0;
  private busy = false;

  constructor(private readonly file: string) {}

  /** So many rows are in the log since the last call. */
  committed(rows: number): void {
    this.rows += rows;
    if (this.rows < rowsBetween || this.busy) return;
    this.rows = 0;
    this.busy = true;
    (this.worker ??= this.start()).postMessage('checkpoint');
  }

  async close(): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    worker.ref();
    const ended = once(worker, 'exit');
    worker.postMessage('close');
    await ended;
  }

  private start(): Worker {
    const worker = new Worker(new URL('../../dist/sqlite/checkpoint-worker.js', import.meta.url), {
      workerData: { file: this.file },
      resourceLimits: { maxOldGenerationSizeMb: 16 },
    });
    worker.unref();
    worker.on('message', () => (this.busy = false));
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      this.worker = undefined;
      this.busy = false;
    });
    return worker;
  }
}
