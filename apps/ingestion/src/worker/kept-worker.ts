import type { WorkerRequest, WorkerResults } from './protocol.js';
import { WorkerEnded, type CutExtras, type End, type WorkerChild } from './worker-child.js';

/** A worker without work for so long is let go, in milliseconds: it holds tens of megabytes. */
const idleMs = 60_000;

/** Keeps one worker process: started with the first request, used again, replaced when it has ended. */
export class KeptWorker {
  private child: WorkerChild | undefined;
  private idle: NodeJS.Timeout | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly start: () => WorkerChild,
    private readonly onEnd: (end: End) => void,
  ) {}

  /** Of the process, once it is ready. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** One after the other. `signal` ends the worker with what it does. Throws as `WorkerChild.ask`. */
  ask<R extends WorkerRequest>(request: R, signal: AbortSignal, extras?: CutExtras): Promise<WorkerResults[R['kind']]> {
    const asked = this.last.then(() => this.askNow(request, signal, extras));
    this.last = asked.catch(() => undefined);
    return asked;
  }

  letGo(): void {
    clearTimeout(this.idle);
    this.child?.kill('abandoned');
    this.child = undefined;
  }

  private async askNow<R extends WorkerRequest>(
    request: R,
    signal: AbortSignal,
    extras?: CutExtras,
  ): Promise<WorkerResults[R['kind']]> {
    signal.throwIfAborted();
    clearTimeout(this.idle);
    if (!this.child?.alive) this.child = this.start();
    try {
      return await this.child.ask(request, signal, extras);
    } catch (error) {
      if (error instanceof WorkerEnded) this.onEnd(error.end);
      throw error;
    } finally {
      this.idle = setTimeout(() => this.letGo(), idleMs).unref();
    }
  }
}
