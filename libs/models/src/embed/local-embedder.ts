import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Embedded, Embedder } from './port.js';

export interface Asked {
  readonly id: number;
  readonly texts: readonly string[];
}
export interface Answer {
  /** Of the question; 0: the model is loaded. */
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
 * folder, as transformers.js reads it. `undefined` when it is not there.
 */
export async function openLocalEmbedder(models: string): Promise<Embedder | undefined> {
  if (!existsSync(join(models, model, 'onnx', 'model_quantized.onnx'))) return undefined;
  const worker = new Worker(new URL('../../dist/embed/model-worker.js', import.meta.url), {
    workerData: { folder: models, model },
  });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  return new LocalEmbedder(worker);
}

class LocalEmbedder implements Embedder {
  readonly model = model;
  private readonly waiting = new Map<number, { resolve: (made: Embedded[]) => void; reject: (fault: Error) => void }>();
  private asked = 0;
  private ended: Error | undefined;

  constructor(private readonly worker: Worker) {
    worker.on('message', (answer: Answer) => this.take(answer));
    worker.on('error', (fault) => this.failAll(fault));
    worker.on('exit', () => this.failAll(new Error('the model has ended')));
  }

  embed(texts: readonly string[]): Promise<Embedded[]> {
    if (this.ended) return Promise.reject(this.ended);
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, texts } satisfies Asked);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private take({ id, embedded, fault }: Answer): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (fault === undefined)
      waiting?.resolve(embedded.map(({ vector, piecesPerWord }) => ({ vector, knows: knows(piecesPerWord) })));
    else waiting?.reject(new Error(fault));
  }

  private failAll(fault: Error): void {
    this.ended = fault;
    for (const { reject } of this.waiting.values()) reject(fault);
    this.waiting.clear();
  }
}
