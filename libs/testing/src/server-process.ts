import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** How long a server may take until it listens, in milliseconds. */
const PATIENCE_MS = 10_000;

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** A server that tests start, kill and start again on the same port. Ends with the test process at the latest. */
export class ServerProcess {
  private child: ChildProcess | undefined;

  constructor(
    private readonly program: string,
    private readonly args: readonly string[],
    readonly port: number,
  ) {}

  async start(): Promise<void> {
    const child = spawn(this.program, this.args, { stdio: 'ignore', env: { ...ONE_PROCESSOR } });
    this.child = child;
    const endWithTest = () => child.kill('SIGKILL');
    process.once('exit', endWithTest);
    child.once('exit', () => process.off('exit', endWithTest));
    const until = Date.now() + PATIENCE_MS;
    while (!(await listens(this.port))) {
      if (child.exitCode !== null) throw new Error(`${this.program} ended with ${child.exitCode}`);
      if (Date.now() > until) throw new Error(`${this.program} does not listen on ${this.port}`);
      await setTimeout(20);
    }
  }

  /** Sends a signal, SIGSTOP and SIGCONT too, and does not wait. */
  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  /** Resolves when the process is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }
}

/** What a nats-server gains from a second processor on a small machine it takes from the services. */
const ONE_PROCESSOR = { GOMAXPROCS: '1' };
