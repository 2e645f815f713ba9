import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNatsServer, freePorts } from '@parley/fleet';
import { ServerProcess } from './server-process.js';
import { tempFolder } from './temp-folder.js';

/** A real nats-server with JetStream, on a port and in a folder of its own. */
export interface Broker {
  readonly url: string;
  /** kill -9; the folder stays. */
  kill(): Promise<void>;
  /** On the same port, with whatever is left in the folder. */
  restart(): Promise<void>;
  /** kill -9 and every stream gone. */
  killAndWipe(): Promise<void>;
  /** Stands still, as with SIGSTOP, until `resume`. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/** Started with `config` (JSON of the server's configuration) on top of port and folder. */
export async function startBroker(config: Readonly<Record<string, unknown>> = {}): Promise<Broker> {
  const folder = tempFolder('broker');
  const program = await findNatsServer('.parley/bin', (line) => process.stderr.write(`${line}\n`));
  const [port] = await freePorts(1);
  const streams = join(folder.path, 'streams');
  const file = join(folder.path, 'nats.json');
  writeFileSync(file, JSON.stringify({ listen: `127.0.0.1:${port}`, jetstream: { store_dir: streams }, ...config }));
  mkdirSync(streams);
  const server = new ServerProcess(program, ['--config', file], port!);
  await server.start();
  return {
    url: `nats://127.0.0.1:${port}`,
    kill: () => server.end('SIGKILL'),
    restart: () => server.start(),
    killAndWipe: async () => {
      await server.end('SIGKILL');
      rmSync(streams, { recursive: true, force: true });
    },
    pause: () => server.signal('SIGSTOP'),
    resume: () => server.signal('SIGCONT'),
    stop: async () => {
      await server.end('SIGKILL');
      folder.remove();
    },
  };
}
