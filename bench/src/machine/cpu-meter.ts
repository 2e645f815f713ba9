import { readFile, readdir } from 'node:fs/promises';

/** Linux reports times in ticks of 10 ms to programs, whatever the kernel's own clock is. */
const TICK_SECONDS = 0.01;

/** A process whose CPU time counts, by the name it has in reports; several may share one. */
export interface Named {
  readonly name: string;
  readonly pid: number;
}

/** Seconds of user and system time of all threads, by name. Throws when one of the processes is gone: a sum without it would flatter. */
export async function readCpu(processes: readonly Named[]): Promise<Map<string, number>> {
  const seconds = new Map<string, number>();
  for (const { name, pid } of processes) seconds.set(name, (seconds.get(name) ?? 0) + (await processSeconds(pid)));
  return seconds;
}

async function processSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The second field is a name in parentheses that may hold spaces: count after it. utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_SECONDS;
}

/** The whole machine's busy seconds, everybody's; time that the host stole counts as busy. */
export async function machineSeconds(): Promise<number> {
  const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n', 1);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * TICK_SECONDS;
}

/** Proportional set size of the processes together, in bytes: shared pages count once. */
export async function readMemory(pids: readonly number[]): Promise<number> {
  const sizes = await Promise.all(
    pids.map(
      async (pid) => Number(/^Pss:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) * 1024,
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The process and all its descendants, itself first. */
export async function familyOf(root: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map<number, number>();
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    if (stat) parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const family = [root];
  for (const member of family) for (const [pid, parent] of parents) if (parent === member) family.push(pid);
  return family;
}
