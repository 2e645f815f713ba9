import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG } from '@parley/messaging';
import { Metrics } from '@parley/runtime';
import type { IngestionConfig } from '../config.js';
import { KeptWorker } from './kept-worker.js';
import type { WorkerRequest, WorkerResults } from './protocol.js';
import { WorkerChild, WorkerEnded, type CutExtras, type End } from './worker-child.js';

/** Of the process that holds the local model, in MB: the model and its largest batch take about 350. */
const modelMemoryMb = 1024;

/**
 * Two processes: one reads, cuts and indexes documents within their memory limit, the other holds the local model, whose
 * hundreds of megabytes are no document's fault.
 */
@Injectable()
export class DocumentWorker implements OnApplicationShutdown {
  private readonly reader: KeptWorker;
  private readonly model: KeptWorker;

  constructor(
    @Inject(CONFIG) { passages_file, models, worker_memory_mb, worker_time_ms }: IngestionConfig,
    metrics: Metrics,
  ) {
    const ends = metrics.counter({
      name: 'parley_ingestion_worker_ends_total',
      help: 'Worker processes that ended over a document, by reason.',
      labels: ['end'],
    });
    const kept = (memory_mb: number): KeptWorker =>
      new KeptWorker(
        () => new WorkerChild({ passages_file, models }, { memory_mb, time_ms: worker_time_ms }),
        (end: End) => ends.inc({ end }),
      );
    this.reader = kept(worker_memory_mb);
    this.model = kept(modelMemoryMb);
  }

  /** Of the process that reads, once it is ready. */
  get pid(): number | undefined {
    return this.reader.pid;
  }

  /**
   * One after the other in each process. `signal` ends the worker with what it does. Throws as `WorkerChild.ask`; where the
   * model's process has ended, an `Error` as of any part that is away.
   */
  ask<R extends WorkerRequest>(request: R, signal: AbortSignal, extras?: CutExtras): Promise<WorkerResults[R['kind']]> {
    if (request.kind !== 'embed') return this.reader.ask(request, signal, extras);
    return this.model.ask(request, signal).catch((error: unknown) => {
      throw error instanceof WorkerEnded ? new Error(`the model's process has ended: ${error.end}`) : error;
    });
  }

  onApplicationShutdown(): void {
    this.reader.letGo();
    this.model.letGo();
  }
}
