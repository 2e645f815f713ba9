import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { readThroughBusy } from './busy.js';
import { partitionOf } from '../partition.js';
import { partitions, type EventDraft, type EventLog, type StoredEvent } from '../port.js';

interface Staged {
  readonly tenant: string;
  readonly draft: EventDraft;
  readonly data: string;
}
type Listener = (events: readonly StoredEvent[]) => void;

/** Events wait here until the end of their group's transaction; there they get their positions, which no other process
 * can take meanwhile. The last event of a partition must never be deleted: the next position is counted from it. */
export class SqliteEvents implements EventLog {
  private staged: Staged[] = [];
  private readonly listeners: Listener[] = [];
  private readonly head: StatementSync;
  private readonly version: StatementSync;
  /** Heads as this process wrote or read them, as long as no other one writes to the file. */
  private known = { version: -1, heads: new Map<number, number>() };
  private readonly append: StatementSync;
  private readonly page: StatementSync;

  constructor(
    db: DatabaseSync,
    private readonly busy_limit_ms: number,
  ) {
    this.head = db.prepare('SELECT max(position) AS position FROM _events WHERE partition = ?');
    this.version = db.prepare('PRAGMA data_version');
    this.append = db.prepare('INSERT INTO _events VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING');
    this.page = db.prepare('SELECT * FROM _events WHERE partition = ? AND position > ? ORDER BY position LIMIT ?');
  }

  /** Throws here, in the write that brings them, what would refuse the whole group later. */
  stage(tenant: string, drafts: readonly EventDraft[] | undefined): void {
    for (const draft of drafts ?? []) {
      if ([draft.id, draft.subject, draft.aggregate, draft.at].some((value) => typeof value !== 'string'))
        throw new TypeError(`event ${draft.id}: id, subject, aggregate and at are strings`);
      this.staged.push({ tenant, draft, data: JSON.stringify(draft.data) });
    }
  }

  get stagedCount(): number {
    return this.staged.length;
  }

  unstage(toCount: number): void {
    this.staged.length = toCount;
  }

  /** Within the transaction of the group. An event whose id is in the log already is not appended again. */
  writeStaged(): StoredEvent[] {
    if (this.staged.length === 0) return [];
    const heads = this.headsNow();
    const written: StoredEvent[] = [];
    for (const { tenant, draft, data } of this.staged) {
      const partition = partitionOf(draft.aggregate);
      const position = (heads.get(partition) ?? this.headOf(partition)) + 1;
      const { id, subject, aggregate, at } = draft;
      const { changes } = this.append.run(partition, position, id, tenant, subject, aggregate, at, data);
      if (changes === 0) continue;
      heads.set(partition, position);
      written.push({ ...draft, tenant, partition, position });
    }
    this.staged = [];
    return written;
  }

  /** What was written last has been undone. */
  forgetHeads(): void {
    this.known = { version: -1, heads: new Map() };
  }

  announce(events: readonly StoredEvent[]): void {
    if (events.length > 0) for (const listener of this.listeners) listener(events);
  }

  onCommitted(listener: Listener): void {
    this.listeners.push(listener);
  }

  async read(partition: number, after: number, limit: number): Promise<StoredEvent[]> {
    const rows = await readThroughBusy(this.busy_limit_ms, () => this.page.all(partition, after, limit));
    return rows.map((row) => ({
      id: row['id'] as string,
      tenant: row['tenant'] as string,
      subject: row['subject'] as string,
      aggregate: row['aggregate'] as string,
      at: row['at'] as string,
      data: JSON.parse(row['data'] as string) as Record<string, unknown>,
      partition: row['partition'] as number,
      position: row['position'] as number,
    }));
  }

  heads(): Promise<number[]> {
    const all = () => Array.from({ length: partitions }, (_, partition) => this.headOf(partition));
    return readThroughBusy(this.busy_limit_ms, all);
  }

  /** Within a transaction: SQLite's counter of what other connections committed stands still meanwhile. */
  private headsNow(): Map<number, number> {
    const version = this.version.get()!['data_version'] as number;
    if (version !== this.known.version) this.known = { version, heads: new Map() };
    return this.known.heads;
  }

  private headOf(partition: number): number {
    return (this.head.get(partition)?.['position'] as number | null) ?? 0;
  }
}
