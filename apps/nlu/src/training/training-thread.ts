import { parentPort, workerData } from 'node:worker_threads';
import { modelBytes } from '../intent/model-bytes.js';
import { train } from '../intent/train.js';
import type { ThreadInput, ThreadMessage } from './trainer.js';

/** So many hundredths between two reports. */
const reportEach = 0.02;

/** Trains on its own thread, so that messages are read meanwhile. */
const { intents, entities } = workerData as ThreadInput;
const tell = (message: ThreadMessage, transfer: ArrayBuffer[] = []): void => parentPort?.postMessage(message, transfer);
const examples = intents.flatMap(({ examples }, intent) => examples.map((text) => ({ text, intent })));
let told = 0;
const { model, report } = train(
  intents.map(({ name }) => name),
  examples,
  (share) => {
    if (share - told < reportEach) return;
    told = share;
    tell({ kind: 'share', share });
  },
);
const bytes = modelBytes({ ...model, entities });
tell({ kind: 'done', bytes, report, examples: examples.length }, [bytes.buffer]);
