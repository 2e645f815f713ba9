import { Worker } from 'node:worker_threads';

/** Documents written between two checkpoints, a long one counting for each 8 kB: half a second of 600 turns a second, some 10 MB of log. */
const writtenBetween = 1500;
const countedOnce = 8192;

/**
 * Copies the write-ahead log back into the file from a thread of its own: on the event loop's it would stand still for
 * 20–50 ms each time. The thread begins with the first need; should it fail, SQLite's own checkpoint bounds the log.
 */
export class Checkpoints {
  private worker: Worker | undefined;
  private written = 0;
  private busy = false;

  constructor(private readonly file: string) {}

  /** A document of so many characters goes into the log. */
  wrote(characters: number): void {
    this.written += 1 + Math.floor(characters / countedOnce);
  }

  /** What was written is in the log. */
  committed(): void {
    if (this.written < writtenBetween || this.busy) return;
    this.written = 0;
    try {
      (this.worker ??= this.start()).postMessage('checkpoint');
      this.busy = true;
    } catch {
      // No thread can be made now: the next group tries again.
    }
  }

  async close(): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    worker.ref();
    const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
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
