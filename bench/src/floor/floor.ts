import { type Runner, auditRunner, blocksAt, runBlocks, serviceFigures, startRunner } from '../blocks.js';
import type { BenchConfig } from '../config.js';
import { type Figure, figureOf, spreadOf } from '../figure.js';
import type { Target } from '../target.js';
import { loadTexts } from '../turn/texts.js';
import { startBare } from './bare.js';
import { startDurable } from './durable.js';

const BENCH = 'floor';
const RATES = [600, 1000];
/** A durable chain that costs more than this at 1,000/s would flatter the product. */
const DURABLE_BAR = { rate: 1000, cpu_us: 1100 };

/** The two chains that turns are held against, in alternating blocks at each rate. */
export async function runFloor(config: BenchConfig, say: (line: string) => void): Promise<Figure[]> {
  const texts = await loadTexts(config.eval_data);
  say(`texts: ${texts.source}`);
  const rates = config.rates ?? RATES;
  const targets: Target[] = [];
  const runners: Runner[] = [];
  try {
    for (const start of [startBare, startDurable]) {
      const target = await start();
      targets.push(target);
      runners.push(await startRunner(target.name, target, texts.small_talk));
    }
    await runBlocks(runners, rates, config, say);
    const [bare, durable] = runners as [Runner, Runner];
    const audits = await Promise.all(runners.map((runner) => auditRunner(BENCH, runner)));
    return [...rates.flatMap((rate) => figuresAt(rate, bare, durable)), ...audits.flat()];
  } finally {
    for (const { generator } of runners) await generator.stop();
    for (const target of targets) await target.stop();
  }
}

function figuresAt(rate: number, bare: Runner, durable: Runner): Figure[] {
  const cpu = (runner: Runner) => blocksAt(runner, rate).map(({ cpu_us }) => cpu_us);
  const cpuFigure = (runner: Runner, beside: { floor?: number; bar?: number } = {}): Figure =>
    figureOf({
      bench: BENCH,
      figure: `${runner.name} CPU at ${rate}/s`,
      unit: 'µs/turn',
      values: cpu(runner),
      ...beside,
    });
  const bar = rate === DURABLE_BAR.rate ? { bar: DURABLE_BAR.cpu_us } : {};
  return [
    cpuFigure(bare),
    ...serviceFigures(BENCH, bare, rate),
    cpuFigure(durable, { floor: spreadOf(cpu(bare)).median, ...bar }),
    ...serviceFigures(BENCH, durable, rate),
    foreignUse(rate, [bare, durable]),
  ];
}

/** What the machine did besides: a figure of CPU or latency is worth little where this is not near 0. */
const foreignUse = (rate: number, runners: readonly Runner[]): Figure =>
  figureOf({
    bench: BENCH,
    figure: `foreign use at ${rate}/s`,
    unit: 'cores',
    values: runners.flatMap((runner) => blocksAt(runner, rate).map(({ foreign_cores }) => foreign_cores)),
  });
