import {
  type Runner,
  auditTarget,
  blocksAt,
  cpuFigure,
  foreignUse,
  receiptsOf,
  runBlocks,
  serviceFigures,
  startRunner,
} from '../blocks.js';
import type { BenchConfig } from '../config.js';
import { type Figure, figureOf, spreadOf } from '../figure.js';
import { startBare } from '../floor/bare.js';
import { startDurable } from '../floor/durable.js';
import type { Target } from '../target.js';
import { startFleetTarget } from './fleet-target.js';
import { FEWEST_PASSAGES, fillLibrary } from './library.js';
import { sayable } from './try-texts.js';
import { loadTexts } from './texts.js';

const BENCH = 'turn';
const RATES = [600];
const P95_BAR_MS = 60;
/** A turn by rule alone may cost so many times the durable chain of the same run. */
const MOST_TIMES_DURABLE = 1.8;
const RETRIEVAL_BAR_US = 1000;
const FEWEST_RETRIEVING = 0.5;
const MOST_FALLBACK = 0.2;

interface Runners {
  readonly bare: Runner;
  readonly durable: Runner;
  /** Turns that a rule answers. */
  readonly rule: Runner;
  /** Half and more of the turns look something up. */
  readonly mixed: Runner;
}

/** Turns of the whole fleet by rule alone and with retrieval, in alternating blocks with the two chains. */
export async function runTurn(config: BenchConfig, say: (line: string) => void): Promise<Figure[]> {
  const texts = await loadTexts(config.eval_data);
  say(`texts: ${texts.source}`);
  const rates = config.rates ?? RATES;
  const targets: Target[] = [];
  const runners: Runner[] = [];
  const start = async <T extends Target>(starting: Promise<T>): Promise<T> => {
    const target = await starting;
    targets.push(target);
    return target;
  };
  const run = async (name: string, target: Target, said: readonly string[]): Promise<Runner> => {
    const runner = await startRunner(name, target, said);
    runners.push(runner);
    return runner;
  };
  try {
    const fleet = await start(startFleetTarget());
    const passages = await fillLibrary(fleet.api, fleet.company);
    const { by_rule, mixed: said } = await sayable(fleet, texts);
    say(`${by_rule.length} of ${texts.small_talk.length} small texts are answered by rule`);
    const all: Runners = {
      bare: await run('bare chain', await start(startBare()), by_rule),
      durable: await run('durable chain', await start(startDurable()), by_rule),
      rule: await run('turn by rule', fleet, by_rule),
      mixed: await run('turn', fleet, said),
    };
    await runBlocks(runners, rates, config, say);
    const figures = rates.flatMap((rate) => figuresAt(rate, all));
    const shares = await sharesOf(all, rates);
    const audits = await Promise.all(targets.map((target) => auditTarget(BENCH, target, runners)));
    const shelves = figureOf({
      bench: BENCH,
      figure: 'passages',
      unit: '',
      values: [passages],
      better: 'higher',
      bar: FEWEST_PASSAGES,
    });
    return [...figures, ...shares, shelves, ...audits.flat()];
  } finally {
    for (const { generator } of runners) await generator.stop();
    for (const target of targets) await target.stop();
  }
}

function figuresAt(rate: number, { bare, durable, rule, mixed }: Runners): Figure[] {
  const floor = spreadOf(blocksAt(durable, rate).map(({ cpu_us }) => cpu_us)).median;
  return [
    cpuFigure(BENCH, bare, rate),
    cpuFigure(BENCH, durable, rate),
    cpuFigure(BENCH, rule, rate, { floor, bar: MOST_TIMES_DURABLE * floor }),
    ...cpuByProcess(rule, rate),
    ...serviceFigures(BENCH, rule, rate, { p95: P95_BAR_MS }),
    cpuFigure(BENCH, mixed, rate, { floor }),
    ...serviceFigures(BENCH, mixed, rate, { p95: P95_BAR_MS }),
    foreignUse(BENCH, [bare, durable, rule, mixed], rate),
  ];
}

/** Where the CPU of a turn goes. */
const cpuByProcess = (runner: Runner, rate: number): Figure[] =>
  Object.keys(blocksAt(runner, rate)[0]?.cpu_us_of ?? {}).map((process) =>
    figureOf({
      bench: BENCH,
      figure: `${runner.name} CPU of ${process} at ${rate}/s`,
      unit: 'µs/turn',
      values: blocksAt(runner, rate).map(({ cpu_us_of }) => cpu_us_of[process] ?? NaN),
    }),
  );

/** What of the mixed turns looked something up, what fell back, and what a look-up costs beyond a turn by rule. */
async function sharesOf({ rule, mixed }: Runners, rates: readonly number[]): Promise<Figure[]> {
  const receipts = await receiptsOf(mixed);
  const share = (fits: (method: string) => boolean): number =>
    receipts.filter(({ method }) => fits(method)).length / receipts.length;
  const retrieving = share((method) => method !== 'rule');
  const extra = (rate: number): number[] =>
    blocksAt(mixed, rate).map(
      ({ cpu_us }, block) => (cpu_us - (blocksAt(rule, rate)[block]?.cpu_us ?? NaN)) / retrieving,
    );
  return [
    figureOf({
      bench: BENCH,
      figure: 'turns that retrieve',
      unit: 'share',
      values: [retrieving],
      better: 'higher',
      bar: FEWEST_RETRIEVING,
    }),
    figureOf({
      bench: BENCH,
      figure: 'turns that fall back',
      unit: 'share',
      values: [share((method) => method === 'fallback')],
      bar: MOST_FALLBACK,
    }),
    ...rates.map((rate) =>
      figureOf({
        bench: BENCH,
        figure: `retrieval CPU at ${rate}/s`,
        unit: 'µs/retrieving turn',
        values: extra(rate),
        bar: RETRIEVAL_BAR_US,
      }),
    ),
  ];
}
