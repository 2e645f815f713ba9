import { parentPort, workerData } from 'node:worker_threads';
import { env, pipeline } from '@huggingface/transformers';
import type { Answer, Asked } from './local-embedder.js';

/** Texts of one run of the model. */
const batchSize = 16;

const { folder, model } = workerData as { folder: string; model: string };
env.allowRemoteModels = false;
env.localModelPath = folder;
const extract = await pipeline('feature-extraction', model, { dtype: 'q8', session_options: { intraOpNumThreads: 1 } });

/** Pieces that the model cuts a text into, for each word of it. */
function piecesPerWord(text: string): number {
  const words = text.match(/\p{L}+|\p{N}+/gu)?.length ?? 0;
  const marks = text.match(/[^\p{L}\p{N}\s]/gu)?.length ?? 0;
  return words === 0 ? 1 : (extract.tokenizer.tokenize(text).length - marks) / words;
}

async function embed(texts: readonly string[]): Promise<Answer['embedded']> {
  const embedded: Answer['embedded'] = [];
  for (let at = 0; at < texts.length; at += batchSize) {
    const batch = texts.slice(at, at + batchSize);
    const output = await extract(batch, { pooling: 'mean', normalize: true });
    const dimensions = output.dims.at(-1)!;
    const values = output.data as Float32Array;
    batch.forEach((text, index) =>
      embedded.push({
        vector: values.slice(index * dimensions, (index + 1) * dimensions),
        piecesPerWord: piecesPerWord(text),
      }),
    );
    output.dispose();
  }
  return embedded;
}

let last: Promise<void> = Promise.resolve();
parentPort!.on('message', ({ id, texts }: Asked) => {
  last = last.then(async () => {
    try {
      parentPort!.postMessage({ id, embedded: await embed(texts) } satisfies Answer);
    } catch (error) {
      parentPort!.postMessage({ id, embedded: [], fault: (error as Error).message } satisfies Answer);
    }
  });
});
parentPort!.postMessage({ id: 0, embedded: [] } satisfies Answer);
