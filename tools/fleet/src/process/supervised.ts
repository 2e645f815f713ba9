import { setTimeout as sleep } from 'node:timers/promises';
import { killGroup, spawnLeashed, type LeashedProcess } from './leash.js';
import type { LogFile } from './log-file.js';
import type { FleetEvent, ProcessSpec } from './process-spec.js';
import { ask } from './probe.js';

/** Times of supervision in milliseconds. */
export interface Patience {
  /** What has been ready and is silent for so long is killed. */
  readonly silenceMs: number;
  /** What never became ready and is silent for so long is killed. */
  readonly startMs: number;
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs: number;
  readonly firstBackOffMs: number;
  readonly lastBackOffMs: number;
}

export const patience: Patience = {
  silenceMs: 10_000,
  startMs: 60_000,
  graceMs: 10_000,
  firstBackOffMs: 200,
  lastBackOffMs: 5_000,
};

const PROBE_TIMEOUT_MS = 2_000;
const PROBE_EVERY_MS = 1_000;
const PROBE_EVERY_WHILE_STARTING_MS = 50;

type Phase =
  | { readonly at: 'down' }
  | { readonly at: 'starting' | 'ready' | 'stopping'; readonly process: LeashedProcess }
  | { readonly at: 'backing-off'; readonly timer: NodeJS.Timeout };

/** One process that is kept alive: started again when it ends, killed when it is silent. */
export class Supervised {
  private phase: Phase = { at: 'down' };
  private backOffMs: number;

  constructor(
    readonly spec: ProcessSpec,
    readonly log: LogFile,
    private readonly patience: Patience,
    private readonly tell: (event: FleetEvent) => void,
  ) {
    this.backOffMs = patience.firstBackOffMs;
  }

  /** Of the running process. */
  get pid(): number | undefined {
    return 'process' in this.phase ? this.phase.process.pid : undefined;
  }

  get ready(): boolean {
    return this.phase.at === 'ready';
  }

  up(): void {
    if (this.phase.at === 'backing-off') clearTimeout(this.phase.timer);
    else if (this.phase.at !== 'down') return;
    this.spawn();
  }

  /** Ends the process for good: resolved once it is gone. SIGKILL follows where `signal` does not end it in time. */
  async down(signal: NodeJS.Signals): Promise<void> {
    if (this.phase.at === 'backing-off') clearTimeout(this.phase.timer);
    if (!('process' in this.phase)) {
      this.phase = { at: 'down' };
      return;
    }
    const { process: leashed } = this.phase;
    const gone = new Promise<void>((resolve) => leashed.child.once('exit', () => resolve()));
    this.phase = { at: 'stopping', process: leashed };
    leashed.child.kill(signal);
    const timer = setTimeout(() => killGroup(leashed.pid), this.patience.graceMs);
    await gone;
    clearTimeout(timer);
  }

  private spawn(): void {
    const leashed = this.log.withDescriptor((descriptor) => spawnLeashed(this.spec, descriptor));
    this.phase = { at: 'starting', process: leashed };
    leashed.child.once('exit', (code, signal) => this.exited(leashed, code, signal));
    this.tell({ kind: 'started', name: this.spec.name, pid: leashed.pid });
    void this.watch(leashed);
  }

  private exited(leashed: LeashedProcess, code: number | null, signal: NodeJS.Signals | null): void {
    killGroup(leashed.pid);
    const { name } = this.spec;
    const wanted = this.phase.at !== 'stopping';
    this.phase = { at: 'down' };
    this.tell({ kind: 'exited', name, pid: leashed.pid, code, signal });
    if (!wanted) return;
    const inMs = this.backOffMs;
    this.backOffMs = Math.min(this.backOffMs * 2, this.patience.lastBackOffMs);
    this.phase = { at: 'backing-off', timer: setTimeout(() => this.spawn(), inMs) };
    this.tell({ kind: 'restarting', name, pid: leashed.pid, inMs });
  }

  private isCurrent(leashed: LeashedProcess): boolean {
    return (this.phase.at === 'starting' || this.phase.at === 'ready') && this.phase.process === leashed;
  }

  private async watch(leashed: LeashedProcess): Promise<void> {
    const startedAt = performance.now();
    let heardAt = startedAt;
    let lookedAt = startedAt;
    while (this.isCurrent(leashed)) {
      const heard = await ask(this.ready ? this.spec.live : this.spec.ready, PROBE_TIMEOUT_MS);
      if (!this.isCurrent(leashed)) return;
      const now = performance.now();
      // A supervisor that was itself stopped (a laptop asleep) has not listened: that silence does not count.
      const listening = now - lookedAt < 2 * (PROBE_TIMEOUT_MS + PROBE_EVERY_MS);
      lookedAt = now;
      if (heard !== 'silent' || !listening) heardAt = now;
      if (heard === 'ok' && !this.ready) this.becomeReady(leashed, now - startedAt);
      if (now - heardAt >= (this.ready ? this.patience.silenceMs : this.patience.startMs)) {
        this.tell({ kind: 'silent', name: this.spec.name, pid: leashed.pid, forMs: Math.round(now - heardAt) });
        leashed.child.kill('SIGKILL');
        return;
      }
      await sleep(this.ready ? PROBE_EVERY_MS : PROBE_EVERY_WHILE_STARTING_MS);
    }
  }

  private becomeReady(leashed: LeashedProcess, afterMs: number): void {
    this.phase = { at: 'ready', process: leashed };
    this.backOffMs = this.patience.firstBackOffMs;
    this.tell({ kind: 'ready', name: this.spec.name, pid: leashed.pid, afterMs: Math.round(afterMs) });
  }
}
