import type { LoadGenerator } from './generator/load-generator.js';
import type { RunResult } from './generator/tally.js';
import { readCpu, readMachine } from './machine/cpu-meter.js';
import type { Named } from './machine/processes.js';
import type { Target } from './target.js';

/** One measured block of one target. */
export interface Block extends RunResult {
  /** CPU of the whole target for each request sent, in µs, without the generator. */
  readonly cpu_us: number;
  /** The same by process. */
  readonly cpu_us_of: Readonly<Record<string, number>>;
  readonly generator_cpu_us: number;
  /** Cores that neither the target nor the generator used: what the machine did besides. */
  readonly foreign_cores: number;
}

const GENERATOR = 'generator';

export async function measureBlock(
  target: Target,
  generator: LoadGenerator,
  rate: number,
  seconds: number,
): Promise<Block> {
  const processes: Named[] = [...target.processes(), { name: GENERATOR, pid: generator.pid }];
  const begin = { cpu: await readCpu(processes), machine: await readMachine(), at: performance.now() };
  const result = await generator.run(rate, seconds);
  const end = { cpu: await readCpu(processes), machine: await readMachine(), at: performance.now() };

  const us = new Map(
    [...end.cpu].map(([name, after]) => [name, ((after - (begin.cpu.get(name) ?? 0)) * 1e6) / result.sent]),
  );
  const all = [...us.values()].reduce((sum, each) => sum + each, 0);
  const generator_cpu_us = us.get(GENERATOR) ?? NaN;
  us.delete(GENERATOR);
  const used = end.machine - begin.machine - (all * result.sent) / 1e6;
  return {
    ...result,
    cpu_us: all - generator_cpu_us,
    cpu_us_of: Object.fromEntries(us),
    generator_cpu_us,
    foreign_cores: used / ((end.at - begin.at) / 1000),
  };
}

/** One line of progress. */
export function describeBlock(name: string, rate: number, block: Block): string {
  const { cpu_us, cpu_us_of, generator_cpu_us, p50, p95, p99, foreign_cores, errors } = block;
  const parts = Object.entries(cpu_us_of).map(([process, us]) => `${process} ${us.toFixed(0)}`);
  return [
    `${name} at ${rate}/s: ${cpu_us.toFixed(0)} µs (${parts.join(', ')}; generator ${generator_cpu_us.toFixed(0)})`,
    `p50 ${p50.toFixed(1)} p95 ${p95.toFixed(1)} p99 ${p99.toFixed(1)} ms`,
    `${foreign_cores.toFixed(2)} cores in foreign use`,
    ...Object.entries(errors).map(([kind, count]) => `${count} × ${kind}`),
  ].join(' · ');
}
