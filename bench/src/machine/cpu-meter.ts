import { readFile } from 'node:fs/promises';
import { type Named, descendantsOf, statFields } from './processes.js';

/** Linux reports times in ticks of 10 ms to programs, whatever the kernel's own clock is. */
const TICK_SECONDS = 0.01;
/** utime and stime (fields 14 and 15 of `/proc/<pid>/stat`, counted from the third); with those of ended children, 16 and 17. */
const OWN = [11, 12];
const WITH_ENDED_CHILDREN = [...OWN, 13, 14];

/** CPU seconds by name, children included. Throws when one of the processes is gone: a sum without it would flatter. */
export async function readCpu(processes: readonly Named[]): Promise<Map<string, number>> {
  const descendants = await descendantsOf(processes);
  const seconds = new Map<string, number>();
  for (const { name, pid } of processes) {
    const own = await cpuOf(pid, WITH_ENDED_CHILDREN).catch((cause: unknown) => {
      throw new Error(`${name} ended while it was measured`, { cause });
    });
    const children = await Promise.all((descendants.get(pid) ?? []).map((child) => cpuOf(child, OWN).catch(() => 0)));
    seconds.set(
      name,
      [own, ...children].reduce((sum, each) => sum + each, 0),
    );
  }
  return seconds;
}

async function cpuOf(pid: number, which: readonly number[]): Promise<number> {
  const fields = await statFields(pid);
  return which.reduce((sum, field) => sum + Number(fields[field]), 0) * TICK_SECONDS;
}

/** The whole machine's busy seconds, everybody's; time that the host stole counts as busy. */
export async function readMachine(): Promise<number> {
  const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n', 1);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * TICK_SECONDS;
}
