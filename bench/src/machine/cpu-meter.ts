import { readFile } from 'node:fs/promises';
import { type Named, statFields } from './processes.js';

/** Linux reports times in ticks of 10 ms to programs, whatever the kernel's own clock is. */
const TICK_SECONDS = 0.01;
/** Fields 14 and 15 of `/proc/<pid>/stat`, counted from the third. */
const UTIME = 11;
const STIME = 12;

/** Seconds of user and system time of all threads, by name. Throws when one of the processes is gone: a sum without it would flatter. */
export async function readCpu(processes: readonly Named[]): Promise<Map<string, number>> {
  const seconds = new Map<string, number>();
  for (const { name, pid } of processes) {
    const fields = await statFields(pid);
    const used = (Number(fields[UTIME]) + Number(fields[STIME])) * TICK_SECONDS;
    seconds.set(name, (seconds.get(name) ?? 0) + used);
  }
  return seconds;
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
