import { join } from 'node:path';
import { tempFolder } from '@parley/testing';
import type { BenchConfig } from './config.js';
import { type Figure, figureOf } from './figure.js';
import { LoadGenerator } from './generator/load-generator.js';
import { type Block, describeBlock, measureBlock } from './measure.js';
import type { Target } from './target.js';
import { type Receipt, readReceipts } from './turn/receipt.js';

/** One kind of load on one target; two runners may share a target. */
export interface Runner {
  readonly name: string;
  readonly target: Target;
  readonly generator: LoadGenerator;
  /** By rate. */
  readonly blocks: Map<number, Block[]>;
}

export async function startRunner(name: string, target: Target, texts: readonly string[]): Promise<Runner> {
  const generator = await LoadGenerator.start(target.base_url, target.plan, { sessions: target.sessions, texts });
  return { name, target, generator, blocks: new Map() };
}

/** Warms all up, then runs their blocks in alternation, so that a mood of the machine meets each of them. */
export async function runBlocks(
  runners: readonly Runner[],
  rates: readonly number[],
  { seconds, blocks, warm_up_seconds }: BenchConfig,
  say: (line: string) => void,
): Promise<void> {
  for (const { generator } of runners) await generator.run(Math.min(...rates), warm_up_seconds);
  for (const rate of rates)
    for (let block = 1; block <= blocks; block++)
      for (const runner of runners) {
        const measured = await measureBlock(runner.target, runner.generator, rate, seconds);
        runner.blocks.set(rate, [...(runner.blocks.get(rate) ?? []), measured]);
        say(describeBlock(runner.name, rate, measured));
      }
}

/** Holds what the requests of all the target's runners were promised against what it kept. */
export async function auditTarget(bench: string, target: Target, runners: readonly Runner[]): Promise<Figure[]> {
  const folder = tempFolder('receipts');
  try {
    const receipts = join(folder.path, 'receipts');
    for (const runner of runners) if (runner.target === target) await runner.generator.appendReceipts(receipts);
    const losses = await target.findLosses(receipts);
    return Object.entries(losses).map(([kind, count]) =>
      figureOf({ bench, figure: `${target.name}: ${kind}`, unit: 'messages', values: [count], bar: 0 }),
    );
  } finally {
    folder.remove();
  }
}

/** What the runner's requests were told. */
export async function receiptsOf({ generator }: Runner): Promise<Receipt[]> {
  const folder = tempFolder('receipts');
  try {
    const receipts = join(folder.path, 'receipts');
    await generator.appendReceipts(receipts);
    return await readReceipts(receipts);
  } finally {
    folder.remove();
  }
}

export const blocksAt = ({ blocks }: Runner, rate: number): readonly Block[] => blocks.get(rate) ?? [];

/** Latency and errors of a runner at a rate; `bars` in ms. */
export function serviceFigures(bench: string, runner: Runner, rate: number, bars: { p95?: number } = {}): Figure[] {
  const series = (name: string, unit: string, of: (block: Block) => number, bar: { bar?: number } = {}): Figure =>
    figureOf({
      bench,
      figure: `${runner.name} ${name} at ${rate}/s`,
      unit,
      values: blocksAt(runner, rate).map(of),
      ...bar,
    });
  return [
    series('p50', 'ms', ({ p50 }) => p50),
    series('p95', 'ms', ({ p95 }) => p95, bars.p95 === undefined ? {} : { bar: bars.p95 }),
    series('p99', 'ms', ({ p99 }) => p99),
    series('errors', 'requests', ({ sent, answered }) => sent - answered, { bar: 0 }),
  ];
}

/** CPU of the whole target for each request; `floor` is that of a chain in the same run. */
export const cpuFigure = (
  bench: string,
  runner: Runner,
  rate: number,
  beside: { floor?: number; bar?: number } = {},
): Figure =>
  figureOf({
    bench,
    figure: `${runner.name} CPU at ${rate}/s`,
    unit: 'µs/turn',
    values: blocksAt(runner, rate).map(({ cpu_us }) => cpu_us),
    ...beside,
  });

/** What the machine did besides: a figure of CPU or latency is worth little where this is not near 0. */
export const foreignUse = (bench: string, runners: readonly Runner[], rate: number): Figure =>
  figureOf({
    bench,
    figure: `foreign use at ${rate}/s`,
    unit: 'cores',
    values: runners.flatMap((runner) => blocksAt(runner, rate).map(({ foreign_cores }) => foreign_cores)),
  });
