import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Runs the audit (floor/chains/audit.js) in a process of its own and gives what it found. */
export async function audit(
  script: string,
  settings: { log: string; counts: string; receipts: string },
): Promise<Record<string, number>> {
  const child = fork(script, [JSON.stringify(settings)], { execArgv: [] });
  const [[found]] = (await Promise.all([once(child, 'message'), once(child, 'exit')])) as [
    [Record<string, number>],
    unknown,
  ];
  return found;
}
