import { setTimeout as sleep } from 'node:timers/promises';
import { startFleet } from '@parley/testing';
import type { BenchConfig } from '../config.js';
import { type Figure, figureOf } from '../figure.js';
import { readMemory } from '../machine/memory-meter.js';
import { processesOf } from '../machine/processes.js';

const BENCH = 'idle';
const BAR_MB = 900;

/** Memory of the whole fleet that has started and then been left alone for the warm-up time, read once a block, a second apart. */
export async function runIdle({ warm_up_seconds, blocks }: BenchConfig): Promise<Figure[]> {
  const fleet = await startFleet();
  try {
    await sleep(warm_up_seconds * 1000);
    const readings: Map<string, number>[] = [];
    for (let block = 0; block < blocks; block++) {
      readings.push(await readMemory(processesOf(fleet.supervisor)));
      await sleep(1000);
    }
    const figure = (name: string, of: (reading: Map<string, number>) => number, bar: { bar?: number } = {}): Figure =>
      figureOf({ bench: BENCH, figure: name, unit: 'MB PSS', values: readings.map(of), ...bar });
    const sum = (reading: Map<string, number>): number => [...reading.values()].reduce((all, each) => all + each, 0);
    return [
      figure('whole fleet', sum, { bar: BAR_MB }),
      ...fleet.supervisor.names.map((name) => figure(name, (reading) => reading.get(name) ?? NaN)),
    ];
  } finally {
    await fleet.stop();
  }
}
