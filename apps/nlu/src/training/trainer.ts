import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { EntityDefinition, IntentExamples } from '@parley/contracts';
import type { TrainingReport } from '../intent/train.js';

export interface ThreadInput {
  readonly intents: readonly IntentExamples[];
  readonly entities: readonly EntityDefinition[];
}

export type ThreadMessage =
  { readonly kind: 'share'; readonly share: number } | ({ readonly kind: 'done' } & ThreadOutput);

export interface ThreadOutput {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly report: TrainingReport;
  readonly examples: number;
}

/** The compiled entry, found from the sources as well. */
const entry = fileURLToPath(new URL('../../dist/training/training-thread.js', import.meta.url));
/** Heap of the thread, in MB; vectors and weights stand outside of it. */
const heapMb = 768;
/** Longest that a training may take, in milliseconds. */
const longestMs = 15 * 60_000;

/** Trains on a thread of its own. Rejects when the thread ends without a model, or the signal is aborted. */
export function trainInThread(
  input: ThreadInput,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<ThreadOutput> {
  return new Promise((resolve, reject) => {
    const resourceLimits = { maxOldGenerationSizeMb: heapMb };
    const thread = new Worker(entry, {
      workerData: { intents: input.intents, entities: input.entities },
      resourceLimits,
    });
    const stop = (): void => void thread.terminate();
    const timer = setTimeout(stop, longestMs);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    thread.on('message', (message: ThreadMessage) => {
      if (message.kind === 'share') onShare(message.share);
      else resolve(message);
    });
    thread.once('error', reject);
    thread.once('exit', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      reject(new Error('the training thread ended without a model'));
    });
  });
}
