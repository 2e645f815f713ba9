import { findRedisServer, freePorts } from '@parley/fleet';
import { ServerProcess } from './server-process.js';

/** A real redis-server without persistence, on a port of its own. */
export interface Redis {
  readonly url: string;
  /** kill -9: everything in it is gone. */
  kill(): Promise<void>;
  /** On the same port, empty. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Undefined where the machine has none and none can be had. */
export async function startRedis(): Promise<Redis | undefined> {
  const program = await findRedisServer((line) => process.stderr.write(`${line}\n`));
  if (!program) return undefined;
  const [port] = await freePorts(1);
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = new ServerProcess(program, args, port!);
  await server.start();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => server.end('SIGKILL'),
    restart: () => server.start(),
    stop: () => server.end('SIGKILL'),
  };
}
