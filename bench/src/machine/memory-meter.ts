import { readFile } from 'node:fs/promises';
import type { Named } from './processes.js';

/** Proportional set size in MB (10⁶ bytes), by name: a page that processes share counts once over all of them. */
export async function readMemory(processes: readonly Named[]): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const { name, pid } of processes) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kibibytes = Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]);
    sizes.set(name, (sizes.get(name) ?? 0) + (kibibytes * 1024) / 1e6);
  }
  return sizes;
}
