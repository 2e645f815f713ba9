import { parseArgs } from 'node:util';

/** What a bench is run with. */
export interface BenchConfig {
  readonly bench: string;
  /** One JSON line a figure instead of a table. */
  readonly json: boolean;
  /** Requests per second; a bench without this flag takes its own. */
  readonly rates: readonly number[] | undefined;
  /** Length of one measured block. */
  readonly seconds: number;
  readonly blocks: number;
  readonly warm_up_seconds: number;
  /** Folder of the shared evaluation data; without it texts are generated. */
  readonly eval_data: string | undefined;
  /** What a started process inherits. */
  readonly environment: NodeJS.ProcessEnv;
}

const usage = `npm run bench -- NAME [--json] [--rate 600[,1000]] [--seconds 60] [--blocks 3] [--warm-up 10]
PARLEY_EVAL_DATA: folder of evaluation data; without it texts are generated`;

/** Reads flags and environment; throws with the usage when one of them cannot be right. */
export function readConfig(args: string[]): BenchConfig {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rate: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      blocks: { type: 'string', default: '3' },
      'warm-up': { type: 'string', default: '10' },
    },
  });
  const [bench] = positionals;
  if (bench === undefined || positionals.length > 1) throw new Error(usage);
  return {
    bench,
    json: values.json,
    rates: values.rate?.split(',').map((rate) => positive('--rate', rate)),
    seconds: positive('--seconds', values.seconds),
    blocks: positive('--blocks', values.blocks),
    warm_up_seconds: positive('--warm-up', values['warm-up']),
    eval_data: process.env['PARLEY_EVAL_DATA'] || undefined,
    environment: process.env,
  };
}

function positive(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0)
    throw new Error(`${flag} takes whole numbers above 0, not "${text}"\n${usage}`);
  return value;
}
