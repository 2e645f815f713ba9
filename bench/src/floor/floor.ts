import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchConfig } from '../config.js';
import { type Figure, figureOf, spreadOf } from '../figure.js';
import { LoadGenerator } from '../generator/load-generator.js';
import { type Block, describeBlock, measureBlock } from '../measure.js';
import type { Target } from '../target.js';
import { loadTexts } from '../turn/texts.js';
import { startBare, startDurable } from './chains.js';

const RATES = [600, 1000];
/** A durable chain that costs more than this at 1,000/s would flatter the product. */
const MOST_CPU_US = { rate: 1000, bar: 1100 };

interface Runner {
  readonly target: Target;
  readonly generator: LoadGenerator;
  readonly blocks: Map<number, Block[]>;
}

/** Both chains, in alternating blocks at each rate. */
export async function runFloor(config: BenchConfig, say: (line: string) => void): Promise<Figure[]> {
  const texts = await loadTexts(config.eval_data);
  say(`texts: ${texts.source}`);
  const runners: Runner[] = [];
  try {
    for (const start of [startBare, startDurable]) {
      const target = await start(config);
      const input = { sessions: target.sessions, texts: texts.small_talk };
      runners.push({
        target,
        generator: await LoadGenerator.start(target.base_url, target.plan, input),
        blocks: new Map(),
      });
    }
    const rates = config.rates ?? RATES;
    await runBlocks(runners, rates, config, say);
    const losses = await Promise.all(runners.map(findLosses));
    return [...rates.flatMap((rate) => figuresAt(rate, runners)), ...losses.flat()];
  } finally {
    for (const { generator, target } of runners) {
      await generator.stop();
      await target.stop();
    }
  }
}

async function runBlocks(
  runners: Runner[],
  rates: readonly number[],
  config: BenchConfig,
  say: (line: string) => void,
): Promise<void> {
  for (const { generator } of runners) await generator.run(Math.min(...rates), config.warm_up_seconds);
  for (const rate of rates)
    for (let block = 1; block <= config.blocks; block++)
      for (const { target, generator, blocks } of runners) {
        const measured = await measureBlock(target, generator, rate, config.seconds);
        blocks.set(rate, [...(blocks.get(rate) ?? []), measured]);
        say(describeBlock(target.name, rate, measured));
      }
}

function figuresAt(rate: number, runners: Runner[]): Figure[] {
  const bare = runners[0]?.blocks.get(rate) ?? [];
  const all = runners.flatMap(({ target, blocks }) => {
    const measured = blocks.get(rate) ?? [];
    const series = (name: string, unit: string, of: (block: Block) => number, extra: object = {}): Figure =>
      figureOf({
        bench: 'floor',
        figure: `${target.name} ${name} at ${rate}/s`,
        unit,
        values: measured.map(of),
        ...extra,
      });
    const beside = measured === bare ? {} : { floor: spreadOf(bare.map(({ cpu_us }) => cpu_us)).median };
    const bar = measured !== bare && rate === MOST_CPU_US.rate ? { bar: MOST_CPU_US.bar } : {};
    return [
      series('CPU', 'µs/turn', ({ cpu_us }) => cpu_us, { ...beside, ...bar }),
      series('p50', 'ms', ({ p50 }) => p50),
      series('p95', 'ms', ({ p95 }) => p95),
      series('p99', 'ms', ({ p99 }) => p99),
      series('errors', 'requests', ({ sent, answered }) => sent - answered, { bar: 0 }),
    ];
  });
  const foreign = runners.flatMap(({ blocks }) => (blocks.get(rate) ?? []).map(({ foreign_cores }) => foreign_cores));
  return [...all, figureOf({ bench: 'floor', figure: `foreign use at ${rate}/s`, unit: 'cores', values: foreign })];
}

async function findLosses({ target, generator }: Runner): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-receipts-'));
  try {
    const receipts = join(folder, 'receipts');
    await generator.writeReceipts(receipts);
    const losses = await target.findLosses(receipts);
    return Object.entries(losses).map(([kind, count]) =>
      figureOf({ bench: 'floor', figure: `${target.name}: ${kind}`, unit: 'messages', values: [count], bar: 0 }),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
