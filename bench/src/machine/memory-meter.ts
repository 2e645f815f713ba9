import { readFile } from 'node:fs/promises';
import { type Named, descendantsOf } from './processes.js';

/** Proportional set size in MB (10⁶ bytes) by name, children included: a page that processes share counts once over all of them. */
export async function readMemory(processes: readonly Named[]): Promise<Map<string, number>> {
  const descendants = await descendantsOf(processes);
  const sizes = new Map<string, number>();
  for (const { name, pid } of processes) {
    const family = await Promise.all([pid, ...(descendants.get(pid) ?? [])].map(proportionalBytes));
    sizes.set(name, family.reduce((sum, bytes) => sum + bytes, 0) / 1e6);
  }
  return sizes;
}

async function proportionalBytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]) * 1024;
}
