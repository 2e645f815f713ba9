import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Order } from './main.js';
import type { RunResult } from './tally.js';

/** The open-loop generator in a process of its own, so that its CPU time is not the fleet's. */
export class LoadGenerator {
  private readonly gone: Promise<unknown[]>;

  private constructor(private readonly child: ChildProcess) {
    this.gone = once(child, 'exit');
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** `plan` is a module that exports `createPlan`; `input` is what it is called with there. */
  static async start(base_url: string, plan: URL, input: unknown): Promise<LoadGenerator> {
    const child = fork(new URL('./main.js', import.meta.url), {
      execArgv: [],
      serialization: 'advanced', // latencies may be infinite
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const generator = new LoadGenerator(child);
    await generator.order({ kind: 'load', base_url, plan: plan.href, input });
    return generator;
  }

  /** `rate` requests a second for `seconds`, then waits for what is in flight. */
  run(rate: number, seconds: number): Promise<RunResult> {
    return this.order({ kind: 'run', rate, seconds }) as Promise<RunResult>;
  }

  /** Adds what all runs so far were promised to the file, one line each. */
  async appendReceipts(path: string): Promise<void> {
    await this.order({ kind: 'append-receipts', path });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.disconnect();
    await this.gone;
  }

  private async order(order: Order): Promise<unknown> {
    this.child.send(order);
    const ended = this.gone.then(([code]) => [{ error: `the generator ended with ${code}` }]);
    const [reply] = (await Promise.race([once(this.child, 'message'), ended])) as [
      { result?: unknown; error?: string },
    ];
    if (reply.error !== undefined) throw new Error(reply.error);
    return reply.result;
  }
}
