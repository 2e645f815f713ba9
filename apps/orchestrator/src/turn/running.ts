import type { Reading, Verdict } from '@parley/contracts';
import type { Step } from '@parley/runtime';
import type { EntryDocument } from '../log/entry.document.js';
import type { Answer } from './answer.js';

/** How often and how long a new message may restart the turn of the ones before it (spec §4.3). */
const mostRestarts = 3;
const restartableMs = 5000;

export type Settled = { readonly kind: 'answered'; readonly answer: EntryDocument } | { readonly kind: 'human_owner' };

/** An answer that waits for its commit, and what it answers. */
export interface Prepared {
  readonly answer: Answer;
  readonly why: readonly Verdict[];
  /** Of an answer that was shown in part: there was to be more. */
  readonly cut?: boolean;
  readonly covered: readonly string[];
  readonly seq: number;
  readonly epoch: number;
}

/** The work on one session's open messages in this process. */
export class Running {
  /** Messages accepted here while it runs. */
  arrivals = 0;
  restarts = 0;
  since = performance.now();
  prepared: Prepared | undefined;
  /** Of the trace of the message that came last. */
  step: Step | undefined;
  readonly readings = new Map<string, Promise<Reading | undefined>>();
  private readonly waiters = new Map<string, ((settled: Settled) => void)[]>();
  private wake: (() => void) | undefined;

  constructor(
    readonly tenant: string,
    readonly session_id: string,
    /** Of the message that came last; a new one where the work was taken over. */
    public trace_id: string,
  ) {}

  arrived(): void {
    this.arrivals += 1;
    this.wake?.();
  }

  /** Resolves when the next message of the session arrives here. */
  nextArrival(): Promise<'arrived'> {
    return new Promise((resolve) => (this.wake = () => resolve('arrived')));
  }

  get mayRestart(): boolean {
    return this.restarts < mostRestarts && performance.now() - this.since < restartableMs;
  }

  /** The turn begins anew: for the next messages after an outcome. */
  renew(): void {
    this.restarts = 0;
    this.since = performance.now();
    this.prepared = undefined;
  }

  settled(entry_id: string): Promise<Settled> {
    return new Promise((resolve) => this.waiters.set(entry_id, [...(this.waiters.get(entry_id) ?? []), resolve]));
  }

  settle(entry_id: string, outcome: Settled): void {
    this.readings.delete(entry_id);
    for (const resolve of this.waiters.get(entry_id) ?? []) resolve(outcome);
    this.waiters.delete(entry_id);
  }

  get waiting(): string[] {
    return [...this.waiters.keys()];
  }
}
