import { readFile, readdir } from 'node:fs/promises';
import type { Supervisor } from '@parley/fleet';

/** A process by the name it has in reports. */
export interface Named {
  readonly name: string;
  readonly pid: number;
}

/** What runs under the supervisor. Throws when one is down. */
export function processesOf(supervisor: Supervisor): Named[] {
  return supervisor.names.map((name) => {
    const pid = supervisor.pid(name);
    if (pid === undefined) throw new Error(`${name} is down`);
    return { name, pid };
  });
}

/** The living descendants of each process, by its pid. */
export async function descendantsOf(roots: readonly Named[]): Promise<Map<number, number[]>> {
  const children = new Map<number, number[]>();
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)) {
    const fields = await statFields(pid).catch(() => undefined); // it may have ended meanwhile
    if (fields) children.set(Number(fields[1]), [...(children.get(Number(fields[1])) ?? []), pid]);
  }
  const below = (pid: number): number[] => (children.get(pid) ?? []).flatMap((child) => [child, ...below(child)]);
  return new Map(roots.map(({ pid }) => [pid, below(pid)]));
}

/** `/proc/<pid>/stat` from the third field on: the second is a name in parentheses that may hold anything. */
export async function statFields(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
