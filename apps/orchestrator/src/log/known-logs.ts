import { LRUCache } from 'lru-cache';
import type { EntryDocument } from './entry.document.js';
import { type LogState, withAppended, withEnded, withUpdated } from './log-state.js';

/** Sessions whose state is kept, and about how many bytes of it. */
const mostKnown = 5000;
const mostBytes = 48 * 1024 * 1024;
/** What a state takes beside its tail, and an entry of that beside its text. */
const stateBytes = 5000;
const entryBytes = 300;

/**
 * The ends of the logs that this process works on, so that a turn reads nothing that it wrote itself. They may be stale
 * where another process writes too: whoever acts on one appends or updates on a condition, and forgets it when refused.
 */
export class KnownLogs {
  private readonly known = new LRUCache<string, LogState>({
    max: mostKnown,
    maxSize: mostBytes,
    sizeCalculation: bytesOf,
  });

  get(tenant: string, session_id: string): LogState | undefined {
    return this.known.get(keyOf(tenant, session_id));
  }

  /** What a read found, unless more is known by now. */
  learn(tenant: string, session_id: string, found: LogState): LogState {
    const known = this.known.get(keyOf(tenant, session_id));
    if (known && known.seq > found.seq) return known;
    this.known.set(keyOf(tenant, session_id), found);
    return found;
  }

  appended(entry: EntryDocument): void {
    this.change(entry, (state) => withAppended(state, entry));
  }

  /** The answer was appended, and the turns of these entries ended with it. */
  answered(answer: EntryDocument, ended: readonly EntryDocument[]): void {
    this.change(answer, (state) => withAppended(withEnded(state, ended), answer));
  }

  /** The turns of entries of one session. */
  ended(entries: readonly EntryDocument[]): void {
    if (entries[0]) this.change(entries[0], (state) => withEnded(state, entries));
  }

  updated(entry: EntryDocument): void {
    this.change(entry, (state) => withUpdated(state, entry));
  }

  forget(tenant: string, session_id: string): void {
    this.known.delete(keyOf(tenant, session_id));
  }

  private change({ tenant, session_id }: EntryDocument, change: (state: LogState) => LogState | undefined): void {
    const key = keyOf(tenant, session_id);
    const state = this.known.get(key);
    if (!state) return;
    const next = change(state);
    if (next) this.known.set(key, next);
    else this.known.delete(key);
  }
}

const keyOf = (tenant: string, session_id: string): string => `${tenant}/${session_id}`;

function bytesOf({ tail }: LogState): number {
  let bytes = stateBytes;
  for (const { text } of tail) bytes += entryBytes + text.length * 2;
  return bytes;
}
