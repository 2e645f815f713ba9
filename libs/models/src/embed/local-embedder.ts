import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Embedded, Embedder } from './port.js';

export interface Asked {
  readonly id: number;
  readonly texts: readonly string[];
}
export interface Answer {
  readonly id: number;
  readonly embedded: { readonly vector: Float32Array; readonly piecesPerWord: number }[];
  readonly fault?: string;
}

const model = 'all-MiniLM-L6-v2';

/**
 * Pieces per word from which on the model does not know a language: its English questions stay under 1.5, Turkish ones
 * are above 2.
 */
const foreign = { from: 1.6, to: 2.1 };

const knows = (piecesPerWord: number): number =>
  Math.min(1, Math.max(0, (foreign.to - piecesPerWord) / (foreign.to - foreign.from)));

/**
 * all-MiniLM-L6-v2 (English, 384 dimensions) in a thread of its own. `models` is the folder that holds the model's
 * folder: `tokenizer.json`, `tokenizer_config.json` and `onnx/model_quantized.onnx`. `undefined` when it is not there.
 */
export function openLocalEmbedder(models: string): Embedder | undefined {
  const folder = join(models, model);
  return existsSync(join(folder, 'onnx', 'model_quantized.onnx')) ? new LocalEmbedder(folder) : undefined;
}

/** Some 60 MB and .3 s: the thread begins with the first texts, and anew with the next ones after it has failed. */
class LocalEmbedder implements Embedder {
  readonly model = model;
  private readonly waiting = new Map<number, { resolve: (made: Embedded[]) => void; reject: (fault: Error) => void }>();
  private asked = 0;
  private worker: Worker | undefined;
  private closed = false;

  constructor(private readonly folder: string) {}

  embed(texts: readonly string[]): Promise<Embedded[]> {
    if (this.closed) return Promise.reject(new Error('the model is closed'));
    this.worker ??= this.start();
    const id = ++this.asked;
    const { worker } = this;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, texts } satisfies Asked);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(new URL('../../dist/embed/model-worker.js', import.meta.url), {
      workerData: { folder: this.folder },
    });
    worker.on('message', (answer: Answer) => this.take(answer));
    worker.on('error', (fault: Error) => this.failAll(worker, fault));
    worker.on('exit', () => this.failAll(worker, new Error('the model has ended')));
    return worker;
  }

  private take({ id, embedded, fault }: Answer): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (fault === undefined)
      waiting?.resolve(embedded.map(({ vector, piecesPerWord }) => ({ vector, knows: knows(piecesPerWord) })));
    else waiting?.reject(new Error(fault));
  }

  /** An error comes before its exit: by then the next thread may be at work. */
  private failAll(worker: Worker, fault: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(fault);
    this.waiting.clear();
  }
}
