import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../ports.js';
import type { ProcessSpec } from '../process/process-spec.js';

/** Serves /health and /health/ready; `/busy` blocks it for good, `/child` starts a child of its own and answers its pid. */
const PROGRAM = `
  const { createServer } = require('node:http');
  const { spawn } = require('node:child_process');
  if (process.env.NEEDS && !require('node:fs').existsSync(process.env.NEEDS)) process.exit(3);
  const server = createServer((request, response) => {
    if (request.url === '/busy') for (;;);
    if (request.url === '/child') return response.end(String(spawn('sleep', ['300']).pid));
    response.statusCode = Number(process.env.STATUS ?? 200);
    response.end();
  });
  setTimeout(() => server.listen(Number(process.env.PORT), '127.0.0.1'), Number(process.env.LATE ?? 0));
  process.on('SIGTERM', () => process.env.STUBBORN || (console.log('drained'), process.exit(0)));
  console.log('began');
`;

export type StandIn = ProcessSpec & { readonly url: string };

/** A small process that behaves as a service does, or misbehaves as its variables say. */
export const standIn = async (
  name: string,
  more: Partial<ProcessSpec> = {},
  variables: Record<string, string> = {},
): Promise<StandIn> => {
  const [port] = await freePorts(1);
  return {
    name,
    tier: 'service',
    command: process.execPath,
    args: ['--eval', PROGRAM],
    env: { PATH: process.env['PATH']!, PORT: String(port), ...variables },
    ready: { kind: 'http', port: port!, path: '/health/ready' },
    live: { kind: 'http', port: port!, path: '/health' },
    dependsOn: [],
    url: `http://127.0.0.1:${port}`,
    ...more,
  };
};

/** Whether the process runs; one that has ended counts as gone even where nobody reaps it. */
export const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

export const until = async (holds: () => boolean): Promise<void> => {
  const limit = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > limit) throw new Error('that did not come to hold within 20 s');
    await sleep(25);
  }
};
