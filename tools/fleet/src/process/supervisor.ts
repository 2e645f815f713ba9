import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { LogFile } from './log-file.js';
import type { FleetEvent, ProcessSpec, Tier } from './process-spec.js';
import { patience as usual, Supervised, type Patience } from './supervised.js';

const STOP_ORDER: readonly Tier[] = ['door', 'service', 'server'];
const LOGS_LOOKED_AT_EVERY_MS = 10_000;

/** A process that did not become ready in time. */
export class NotReady extends Error {
  override readonly name = 'NotReady';

  constructor(
    readonly process: string,
    readonly log: string,
    tail: string,
  ) {
    super(`${process} did not become ready; its log ${log} ends with:\n${tail}`);
  }
}

/**
 * Keeps a fleet of processes alive. They are started as their dependencies become ready, otherwise in parallel; what
 * ends is started again after a back-off, what is silent is killed. They all end with this process, however it ends.
 */
export class Supervisor {
  private readonly events = new EventEmitter<{ fleet: [FleetEvent] }>().setMaxListeners(0);
  private readonly processes = new Map<string, Supervised>();
  private readonly stopped = new AbortController();
  private readonly logBound: NodeJS.Timeout;

  /** Logs go to `<stateFolder>/logs/<name>.log`. */
  constructor(
    private readonly stateFolder: string,
    specs: readonly ProcessSpec[],
    private readonly patience: Patience = usual,
  ) {
    for (const spec of specs) this.add(spec);
    this.logBound = setInterval(
      () => this.processes.forEach(({ log }) => log.bound()),
      LOGS_LOOKED_AT_EVERY_MS,
    ).unref();
  }

  on(listener: (event: FleetEvent) => void): void {
    this.events.on('fleet', listener);
  }

  get names(): string[] {
    return [...this.processes.keys()];
  }

  /** The real pid of the process, not of a shell around it; undefined while it is down. */
  pid(name: string): number | undefined {
    return this.find(name).pid;
  }

  /** The description by which a process runs. */
  spec(name: string): ProcessSpec {
    return this.find(name).spec;
  }

  add(spec: ProcessSpec): void {
    if (this.processes.has(spec.name)) throw new Error(`there are two processes named ${spec.name}`);
    this.processes.set(spec.name, this.supervise(spec));
  }

  /** Starts everything; resolved when all are ready. Throws NotReady for the first that is not, and leaves all running. */
  async start(withinMs = this.patience.startMs): Promise<void> {
    await Promise.all(this.names.map((name) => this.up(name, withinMs)));
  }

  /** Starts one process as soon as its dependencies are ready; resolved when it is ready itself. */
  async up(name: string, withinMs = this.patience.startMs): Promise<void> {
    const deadline = performance.now() + withinMs;
    await Promise.all(this.find(name).spec.dependsOn.map((other) => this.ready(other, withinMs)));
    this.stopped.signal.throwIfAborted();
    this.find(name).up();
    await this.ready(name, deadline - performance.now());
  }

  /** Ends one process and keeps it down until `up`; resolved once it is gone. */
  async down(name: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.find(name).down(signal);
  }

  /** Sends a signal and leaves the rest to supervision. Returns the pid it went to, for `replaced`. */
  kill(name: string, signal: NodeJS.Signals): number {
    const { pid } = this.find(name);
    if (pid === undefined) throw new Error(`${name} is not running`);
    process.kill(pid, signal);
    return pid;
  }

  /** Resolved when another process than `pid` runs under this name and is ready. */
  async replaced(name: string, pid: number, withinMs = this.patience.startMs): Promise<void> {
    await this.until(name, (supervised) => supervised.ready && supervised.pid !== pid, withinMs);
  }

  async ready(name: string, withinMs = this.patience.startMs): Promise<void> {
    await this.until(name, (supervised) => supervised.ready, withinMs);
  }

  /** Runs a process by another description under the same name. */
  async replace(spec: ProcessSpec): Promise<void> {
    await this.down(spec.name);
    this.processes.delete(spec.name);
    this.add(spec);
    await this.up(spec.name);
  }

  /** The last lines that a process wrote. */
  logTail(name: string, lines = 20): string {
    return this.find(name).log.tail(lines);
  }

  logPath(name: string): string {
    return this.find(name).log.path;
  }

  /** Drains and ends everything: SIGTERM, after the grace SIGKILL; the door first, the servers last. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    clearInterval(this.logBound);
    this.stopped.abort(new Error('the fleet is being stopped'));
    for (const tier of STOP_ORDER) {
      const those = [...this.processes.values()].filter(({ spec }) => spec.tier === tier);
      await Promise.all(those.map((supervised) => supervised.down(signal)));
    }
  }

  private supervise(spec: ProcessSpec): Supervised {
    const tell = (event: FleetEvent): boolean => this.events.emit('fleet', event);
    return new Supervised(spec, new LogFile(join(this.stateFolder, 'logs'), spec.name), this.patience, tell);
  }

  private find(name: string): Supervised {
    const supervised = this.processes.get(name);
    if (!supervised) throw new Error(`no process is named ${name}; there are: ${this.names.join(', ')}`);
    return supervised;
  }

  private async until(name: string, holds: (supervised: Supervised) => boolean, withinMs: number): Promise<void> {
    const expired = AbortSignal.timeout(Math.max(1, Math.ceil(withinMs)));
    const signal = AbortSignal.any([expired, this.stopped.signal]);
    while (!holds(this.find(name))) {
      try {
        await once(this.events, 'fleet', { signal });
      } catch {
        this.stopped.signal.throwIfAborted();
        throw new NotReady(name, this.logPath(name), this.logTail(name));
      }
    }
  }
}
