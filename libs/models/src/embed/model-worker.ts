import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Answer, Asked } from './local-embedder.js';

/** Texts of one run of the model. */
const batchSize = 16;
/** Pieces of a text that the model reads; the rest is left out. */
const longest = 512;

const { folder } = workerData as { folder: string };
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as object;
const tokenizer = new Tokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
/** Without an arena what a large batch took is given back: 150 MB instead of 274 MB after 16 long texts, as fast. */
const session = await InferenceSession.create(join(folder, 'onnx', 'model_quantized.onnx'), {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  enableCpuMemArena: false,
});
const separator = tokenizer.token_to_id('[SEP]')!;

/** Pieces that the model cuts a text into, for each word of it; `pieces` without what marks its ends. */
function piecesPerWord(text: string, pieces: number): number {
  const words = text.match(/\p{L}+|\p{N}+/gu)?.length ?? 0;
  const marks = text.match(/[^\p{L}\p{N}\s]/gu)?.length ?? 0;
  return words === 0 ? 1 : (pieces - marks) / words;
}

/** The mean of the vectors of a text's pieces, at length 1. */
function pooled(states: Float32Array, pieces: number, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (let at = 0; at < pieces * dimensions; at++) vector[at % dimensions]! += states[at]!;
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

async function embedBatch(texts: readonly string[]): Promise<Answer['embedded']> {
  const pieces = texts.map((text) => tokenizer.encode(text).ids);
  const cut = pieces.map((ids) => (ids.length > longest ? [...ids.slice(0, longest - 1), separator] : ids));
  const width = Math.max(...cut.map(({ length }) => length));
  const tensor = (of: (ids: readonly number[], at: number) => number) =>
    new Tensor(
      'int64',
      BigInt64Array.from({ length: texts.length * width }, (_, at) =>
        BigInt(of(cut[Math.floor(at / width)]!, at % width)),
      ),
      [texts.length, width],
    );
  const { last_hidden_state: output } = await session.run({
    input_ids: tensor((ids, at) => ids[at] ?? 0),
    attention_mask: tensor((ids, at) => (at < ids.length ? 1 : 0)),
    token_type_ids: tensor(() => 0),
  });
  const dimensions = output!.dims[2]!;
  const states = output!.data as Float32Array;
  const embedded = texts.map((text, index) => ({
    vector: pooled(states.subarray(index * width * dimensions), cut[index]!.length, dimensions),
    piecesPerWord: piecesPerWord(text, pieces[index]!.length - 2),
  }));
  output!.dispose();
  return embedded;
}

async function embed(texts: readonly string[]): Promise<Answer['embedded']> {
  const embedded: Answer['embedded'] = [];
  for (let at = 0; at < texts.length; at += batchSize)
    embedded.push(...(await embedBatch(texts.slice(at, at + batchSize))));
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
