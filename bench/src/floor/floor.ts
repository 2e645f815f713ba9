import {
  type Runner,
  auditTarget,
  blocksAt,
  cpuFigure,
  foreignUse,
  runBlocks,
  serviceFigures,
  startRunner,
} from '../blocks.js';
import type { BenchConfig } from '../config.js';
import { type Figure, spreadOf } from '../figure.js';
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
    const audits = await Promise.all(targets.map((target) => auditTarget(BENCH, target, runners)));
    return [...rates.flatMap((rate) => figuresAt(rate, bare, durable)), ...audits.flat()];
  } finally {
    for (const { generator } of runners) await generator.stop();
    for (const target of targets) await target.stop();
  }
}

function figuresAt(rate: number, bare: Runner, durable: Runner): Figure[] {
  const floor = spreadOf(blocksAt(bare, rate).map(({ cpu_us }) => cpu_us)).median;
  const bar = rate === DURABLE_BAR.rate ? { bar: DURABLE_BAR.cpu_us } : {};
  return [
    cpuFigure(BENCH, bare, rate),
    ...serviceFigures(BENCH, bare, rate),
    cpuFigure(BENCH, durable, rate, { floor, ...bar }),
    ...serviceFigures(BENCH, durable, rate),
    foreignUse(BENCH, [bare, durable], rate),
  ];
}
