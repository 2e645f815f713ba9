import { setTimeout as sleep } from 'node:timers/promises';
import { type Runner, auditTarget, blocksAt, receiptsOf, runBlocks, startRunner } from '../blocks.js';
import type { BenchConfig } from '../config.js';
import { type Figure, figureOf, spreadOf } from '../figure.js';
import { type Block, describeBlock, measureBlock } from '../measure.js';
import { startFleetTarget } from '../turn/fleet-target.js';
import { fillLibrary } from '../turn/library.js';
import { sayable } from '../turn/try-texts.js';
import { loadTexts } from '../turn/texts.js';

const BENCH = 'overload';
/** From what two cores do with ease to twice what they can. */
const RATES = [600, 1000, 1500, 2000];
/** What is offered above what can be done may cost so much of it. */
const LEAST_OF_PEAK = 0.9;
/** Who is let in is not kept waiting. */
const P95_BAR_MS = 1000;
const MOST_FALLBACK = 0.2;
const REFUSED = 'http 503 fleet.overloaded';
/** So long after the last block the fleet is as it was. */
const HEALED_AFTER_MS = 1000;
const CALM = { rate: 200, seconds: 10 };

/** Mixed turns at rates up to twice what the fleet can do: what is done of them, and how the rest is refused. */
export async function runOverload(config: BenchConfig, say: (line: string) => void): Promise<Figure[]> {
  const texts = await loadTexts(config.eval_data);
  say(`texts: ${texts.source}`);
  const rates = config.rates ?? RATES;
  const target = await startFleetTarget();
  const runners: Runner[] = [];
  try {
    await fillLibrary(target.api, target.company);
    const { mixed } = await sayable(target, texts);
    const runner = await startRunner('turn', target, mixed);
    runners.push(runner);
    await runBlocks(runners, rates, config, say);
    await sleep(HEALED_AFTER_MS);
    const calm = await measureBlock(target, runner.generator, CALM.rate, CALM.seconds);
    say(describeBlock('turn, healed', CALM.rate, calm));
    const peak = Math.max(...rates.map((rate) => medianOf(runner, rate, ({ throughput }) => throughput)));
    const methods = (await receiptsOf(runner)).map(({ method }) => method);
    return [
      ...rates.flatMap((rate) => figuresAt(rate, runner, peak)),
      figureOf({
        bench: BENCH,
        figure: 'turns that fall back',
        unit: 'share',
        values: [methods.filter((method) => method === 'fallback').length / methods.length],
        bar: MOST_FALLBACK,
      }),
      figureOf({
        bench: BENCH,
        figure: `errors at ${CALM.rate}/s ${HEALED_AFTER_MS / 1000} s after`,
        unit: 'requests',
        values: [calm.sent - calm.answered],
        bar: 0,
      }),
      ...(await auditTarget(BENCH, target, runners)),
    ];
  } finally {
    for (const { generator } of runners) await generator.stop();
    await target.stop();
  }
}

const medianOf = (runner: Runner, rate: number, of: (block: Block) => number): number =>
  spreadOf(blocksAt(runner, rate).map(of)).median;

/** `peak`: the most that was done at any rate, in turns a second. */
function figuresAt(rate: number, runner: Runner, peak: number): Figure[] {
  const blocks = blocksAt(runner, rate);
  const figure = (
    name: string,
    unit: string,
    of: (block: Block) => number,
    beside: Partial<Pick<Figure, 'better'>> & { floor?: number; bar?: number } = {},
  ): Figure => figureOf({ bench: BENCH, figure: `${name} at ${rate}/s`, unit, values: blocks.map(of), ...beside });
  const refused = ({ errors }: Block): number => errors[REFUSED] ?? 0;
  return [
    figure('turns done', 'turns/s', ({ throughput }) => throughput, {
      better: 'higher',
      floor: peak,
      bar: LEAST_OF_PEAK * Math.min(peak, rate),
    }),
    figure('refused', 'requests', refused),
    figure('failed otherwise', 'requests', (block) => block.sent - block.answered - refused(block), { bar: 0 }),
    figure('p95 of those done', 'ms', ({ p95_answered }) => p95_answered, { bar: P95_BAR_MS }),
    figure('CPU', 'µs/turn done', ({ cpu_us, sent, answered }) => (cpu_us * sent) / answered),
  ];
}
