import { parseArgs } from 'node:util';

const names = ['retrieval', 'intents', 'calibrate'] as const;
const splits = ['dev', 'test', 'all'] as const;
const embeddings = ['words', 'model', 'both'] as const;
const indexes = ['file', 'pinecone'] as const;

export interface EvalConfig {
  readonly name: (typeof names)[number];
  /** One JSON line a figure instead of a table. */
  readonly json: boolean;
  /** Prints every question that was missed, in words. */
  readonly misses: boolean;
  /** Questions of the demo company and of the product documentation: for steering, for checks, or both. */
  readonly split: (typeof splits)[number];
  readonly embedding: (typeof embeddings)[number];
  /** Where passages are: in the file, or in Pinecone as its double in tests speaks it, exact and without its latency. */
  readonly index: (typeof indexes)[number];
  /** Folder of the shared evaluation data; what needs it is skipped without. */
  readonly eval_data: string | undefined;
  /** Folder with models; without it only words are measured. */
  readonly models: string | undefined;
}

const usage = `npm run eval -- retrieval [--json] [--misses] [--split ${splits.join('|')}] [--embedding ${embeddings.join('|')}] [--index ${indexes.join('|')}]
npm run eval -- intents [--json] [--misses]
npm run eval -- calibrate
PARLEY_EVAL_DATA: folder of evaluation data; PARLEY_MODELS: folder with models`;

/** Reads flags and environment; throws with the usage when one of them cannot be right. */
export function readConfig(args: string[]): EvalConfig {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      misses: { type: 'boolean', default: false },
      split: { type: 'string', default: 'all' },
      embedding: { type: 'string', default: 'both' },
      index: { type: 'string', default: 'file' },
    },
  });
  const split = splits.find((each) => each === values.split);
  const embedding = embeddings.find((each) => each === values.embedding);
  const index = indexes.find((each) => each === values.index);
  const name = names.find((each) => each === positionals.join());
  if (!name || !split || !embedding || !index) throw new Error(usage);
  return {
    ...{ name, json: values.json, misses: values.misses, split, embedding, index },
    eval_data: process.env['PARLEY_EVAL_DATA'] || undefined,
    models: process.env['PARLEY_MODELS'] || undefined,
  };
}
