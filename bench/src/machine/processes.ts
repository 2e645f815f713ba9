import { readFile, readdir } from 'node:fs/promises';
import type { Supervisor } from '@parley/fleet';

/** A process by the name it has in reports; several may share one. */
export interface Named {
  readonly name: string;
  readonly pid: number;
}

/** Everything that runs under the supervisor, children of the processes included under their names. Throws when one is down. */
export async function processesOf(supervisor: Supervisor): Promise<Named[]> {
  const parents = await parentsOfAll();
  return supervisor.names.flatMap((name) => {
    const root = supervisor.pid(name);
    if (root === undefined) throw new Error(`${name} is down`);
    const family = [root];
    for (const member of family) for (const [pid, parent] of parents) if (parent === member) family.push(pid);
    return family.map((pid) => ({ name, pid }));
  });
}

async function parentsOfAll(): Promise<Map<number, number>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map<number, number>();
  for (const pid of pids) {
    const fields = await statFields(pid).catch(() => undefined); // it may have ended meanwhile
    if (fields) parents.set(pid, Number(fields[1]));
  }
  return parents;
}

/** `/proc/<pid>/stat` from the third field on: the second is a name in parentheses that may hold anything. */
export async function statFields(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
