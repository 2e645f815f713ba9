import { throughBusy } from './busy.js';
import type { ReadStatements } from './read-statements.js';
import type { Readers } from './readers.js';

/** Reads that are done one after the other; more let others have their turn: some milliseconds. */
const mostAtOnce = 8;

interface Waiting {
  read(): void;
  readAlone(): void;
}

/**
 * Reads that were asked for in the same turn of the event loop are done together: they share one transaction and one look
 * whether anything is new, which is much of what a search costs whose terms are known.
 */
export class Reads {
  private waiting: Waiting[] = [];
  /** SQLite's counter of what other connections committed, as it stood last. */
  private version = -1;

  constructor(
    private readonly statements: ReadStatements,
    private readonly readers: Readers,
  ) {}

  /** All that `work` reads is of one state of the index, no older than this call. */
  read<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const read = () => resolve(work());
      const readAlone = () => void throughBusy(() => this.inTransaction(read)).catch(reject);
      if (this.waiting.push({ read, readAlone }) === 1) process.nextTick(this.readNext);
    });
  }

  private readonly readNext = (): void => {
    const together = this.waiting.slice(0, mostAtOnce);
    this.waiting = this.waiting.slice(mostAtOnce);
    if (this.waiting.length > 0) setImmediate(this.readNext);
    let done = 0;
    try {
      this.inTransaction(() => {
        for (; done < together.length; done++) together[done]!.read();
      });
    } catch {
      for (const { readAlone } of together.slice(done)) readAlone();
    }
  };

  private inTransaction(work: () => void): void {
    const { begin, version, commit } = this.statements;
    begin.get();
    try {
      const [now] = version.get() as unknown as [number];
      if (now !== this.version) this.readers.lookAgain();
      this.version = now;
      work();
    } finally {
      commit.get();
    }
  }
}
