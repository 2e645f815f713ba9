import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG } from '@parley/messaging';
import { Metrics } from '@parley/runtime';
import type { IngestionConfig } from '../config.js';
import type { WorkerRequest, WorkerResults } from './protocol.js';
import { WorkerChild, WorkerEnded, type CutExtras } from './worker-child.js';

/** A worker without work for so long is let go, in milliseconds: it holds tens of megabytes. */
const idleMs = 60_000;

/** Keeps one worker process: started with the first request, used again, replaced when it has ended. */
@Injectable()
export class DocumentWorker implements OnApplicationShutdown {
  private child: WorkerChild | undefined;
  private idle: NodeJS.Timeout | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private readonly ends;

  constructor(
    @Inject(CONFIG) private readonly config: IngestionConfig,
    metrics: Metrics,
  ) {
    this.ends = metrics.counter({
      name: 'parley_ingestion_worker_ends_total',
      help: 'Worker processes that ended over a document, by reason.',
      labels: ['end'],
    });
  }

  /** Of the worker, once it is ready. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** One after the other. `signal` ends the worker with what it does. Throws as `WorkerChild.ask`. */
  ask<R extends WorkerRequest>(request: R, signal: AbortSignal, extras?: CutExtras): Promise<WorkerResults[R['kind']]> {
    const asked = this.last.then(() => this.askNow(request, signal, extras));
    this.last = asked.catch(() => undefined);
    return asked;
  }

  onApplicationShutdown(): void {
    this.letGo();
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
      if (error instanceof WorkerEnded) this.ends.inc({ end: error.end });
      throw error;
    } finally {
      this.idle = setTimeout(() => this.letGo(), idleMs).unref();
    }
  }

  private start(): WorkerChild {
    const { passages_file, models, worker_memory_mb: memory_mb, worker_time_ms: time_ms } = this.config;
    return new WorkerChild({ passages_file, models }, { memory_mb, time_ms });
  }

  private letGo(): void {
    clearTimeout(this.idle);
    this.child?.kill('abandoned');
    this.child = undefined;
  }
}
