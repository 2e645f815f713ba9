import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_MS = 15_000;
const STOP_MS = 10_000;
const MOST_COMPLAINT = 2000;

/** A process that the bench started and ends again. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** What the process said about itself when it was ready. */
  readonly facts: Readonly<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** Starts a Node module that takes its settings as JSON, says `{ready: true, …}` and obeys `stop` (see floor/chains/process.js). */
export async function startModule(name: string, module: URL, settings: object): Promise<Child> {
  const child = fork(module, [JSON.stringify(settings)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const facts = await ready(name, child, once(child, 'message'));
  return { name, pid: child.pid!, facts, stop: () => stop(child, () => child.send('stop')) };
}

/** Starts a server program and waits until its port takes connections. */
export async function startServer(name: string, program: string, args: string[], port: number): Promise<Child> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint = `${complaint}${chunk}`.slice(-MOST_COMPLAINT)));
  await ready(name, child, listening(port)).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${complaint}`, { cause: error });
  });
  return { name, pid: child.pid!, facts: { port }, stop: () => stop(child, () => child.kill('SIGTERM')) };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function ready(name: string, child: ChildProcess, sign: Promise<unknown[]>): Promise<Record<string, unknown>> {
  const failed = Promise.race([
    once(child, 'error').then(([error]) => error as Error),
    once(child, 'exit').then(([code]) => new Error(`${name} ended with ${code} before it was ready`)),
    sleep(READY_MS, undefined, { ref: false }).then(() => new Error(`${name} was not ready within ${READY_MS} ms`)),
  ]).catch((error: Error) => error);
  const first = await Promise.race([sign, failed]);
  if (Array.isArray(first)) return (first[0] ?? {}) as Record<string, unknown>;
  child.kill('SIGKILL');
  throw first;
}

async function listening(port: number): Promise<unknown[]> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const open = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (open) return [];
    await sleep(20);
  }
}

async function stop(child: ChildProcess, ask: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  ask();
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(late);
}
