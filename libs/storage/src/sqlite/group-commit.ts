import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { FleetError } from '@parley/contracts';
import { busyPause, isBusy, isSqliteFault, storeUnavailable } from './busy.js';
import type { StoredEvent } from '../port.js';
import type { SqliteEvents } from './events.js';

/** Longest group in rows: with 15 µs a row the event loop waits a millisecond beside the fsync. */
const rowsPerGroup = 64;
/** More rows than this waiting: new writes are refused, about a second of work at one commit a millisecond. */
const rowsWaitingAtMost = 4096;

interface Waiting {
  readonly rows: number;
  readonly since: number;
  readonly apply: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}
type Outcome =
  { readonly kind: 'done'; readonly value: unknown } | { readonly kind: 'refused'; readonly error: unknown };

/** Writes wait for at most one window, then all that wait share one transaction and one fsync. A promise settles only
 * after COMMIT returned; a write that is refused leaves the others of its group alone. */
export class GroupCommit {
  private readonly waiting: Waiting[] = [];
  private rowsWaiting = 0;
  private scheduled = false;
  private closed = false;
  private onEmpty: (() => void) | undefined;
  private readonly begin: StatementSync;
  private readonly commit: StatementSync;

  constructor(
    private readonly db: DatabaseSync,
    private readonly events: SqliteEvents,
    private readonly limits: { readonly window_ms: number; readonly busy_limit_ms: number },
    private readonly onCommit: () => void,
  ) {
    this.begin = db.prepare('BEGIN IMMEDIATE');
    this.commit = db.prepare('COMMIT');
  }

  /** `apply` runs inside the group's transaction: it must not await, and must undo what it did when it throws. */
  run<T>(rows: number, apply: () => T): Promise<T> {
    if (this.closed) return Promise.reject(new FleetError('store.unavailable', { reason: 'closed' }));
    if (this.rowsWaiting + rows > rowsWaitingAtMost) return Promise.reject(new FleetError('fleet.overloaded'));
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({
        rows,
        since: performance.now(),
        apply,
        resolve: resolve as (value: unknown) => void,
        reject,
      });
      this.rowsWaiting += rows;
      this.schedule(this.limits.window_ms);
    });
  }

  /** Takes no more writes; resolves when those that wait are settled. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.waiting.length > 0) await new Promise<void>((resolve) => (this.onEmpty = resolve));
  }

  private schedule(after_ms: number): void {
    if (this.scheduled) return;
    this.scheduled = true;
    const write = () => {
      this.scheduled = false;
      this.writeGroup();
    };
    if (after_ms > 0) setTimeout(write, after_ms);
    else setImmediate(write);
  }

  private writeGroup(): void {
    try {
      this.begin.run();
    } catch (error) {
      return this.postpone(error);
    }
    const group = this.take(this.sizeOfNextGroup());
    const { outcomes, events } = this.apply(group);
    if (this.waiting.length > 0) this.schedule(0);
    group.forEach((write, i) => {
      const outcome = outcomes[i]!;
      if (outcome.kind === 'done') write.resolve(outcome.value);
      else write.reject(outcome.error);
    });
    if (this.waiting.length === 0) this.onEmpty?.();
    this.events.announce(events);
    this.onCommit();
  }

  private apply(group: readonly Waiting[]): { outcomes: readonly Outcome[]; events: readonly StoredEvent[] } {
    try {
      const outcomes = group.map((write) => this.attempt(write));
      const events = this.events.writeStaged();
      this.commit.run();
      return { outcomes, events };
    } catch (fault) {
      this.events.unstage(0);
      this.events.forgetHeads();
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      const error = isSqliteFault(fault) ? storeUnavailable(fault) : fault;
      return { outcomes: group.map(() => ({ kind: 'refused', error })), events: [] };
    }
  }

  private attempt(write: Waiting): Outcome {
    const staged = this.events.stagedCount;
    try {
      return { kind: 'done', value: write.apply() };
    } catch (error) {
      if (isSqliteFault(error)) throw error;
      this.events.unstage(staged);
      return { kind: 'refused', error };
    }
  }

  /** How many of the waiting writes fit one group; at least one. */
  private sizeOfNextGroup(): number {
    let rows = 0;
    const tooMany = this.waiting.findIndex((write) => (rows += write.rows) > rowsPerGroup);
    return tooMany === -1 ? this.waiting.length : Math.max(1, tooMany);
  }

  private take(count: number): Waiting[] {
    const group = this.waiting.splice(0, count);
    for (const write of group) this.rowsWaiting -= write.rows;
    return group;
  }

  /** The transaction could not begin: whoever waited too long is told so, the others are tried again. */
  private postpone(error: unknown): void {
    const patience = isBusy(error) ? this.limits.busy_limit_ms : 0;
    const now = performance.now();
    const patient = this.waiting.findIndex((write) => now - write.since < patience);
    const expired = this.take(patient === -1 ? this.waiting.length : patient);
    for (const write of expired) write.reject(storeUnavailable(error));
    if (this.waiting.length > 0) this.schedule(busyPause());
    else this.onEmpty?.();
  }
}
