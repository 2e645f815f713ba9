import type { Collection } from 'mongodb';
import { partitionOf } from '../partition.js';
import { partitions, type EventDraft, type EventLog, type StoredEvent } from '../port.js';
import { refusedBy, type MongoServer } from './server.js';

interface LoggedEvent extends Omit<StoredEvent, 'id'> {
  readonly _id: string;
}
type Listener = (events: readonly StoredEvent[]) => void;

export interface UnplacedEvent {
  readonly tenant: string;
  readonly event: EventDraft;
}

/** Every position is inserted by a relay that knows the one before it to be there, under two unique keys: (partition,
 * position) and the event's id. So there is no gap and no event twice, however many relays append. */
export class MongoEventLog implements EventLog {
  private readonly log: Collection<LoggedEvent>;
  private readonly listeners: Listener[] = [];
  /** Positions that are taken for certain; there may be later ones. */
  private readonly knownHeads = new Map<number, number>();
  private readonly prepare: () => Promise<void>;

  constructor(private readonly server: MongoServer) {
    this.log = server.db.collection('_events');
    const position = { name: 'position', unique: true };
    this.prepare = server.once(() => this.log.createIndex({ partition: 1, position: 1 }, position));
  }

  /** Those of them that were not in the log yet, with their positions. Within a partition their order is kept. */
  async append(unplaced: readonly UnplacedEvent[]): Promise<StoredEvent[]> {
    await this.prepare();
    const byPartition = Map.groupBy(unplaced, ({ event }) => partitionOf(event.aggregate));
    const appendAll = () =>
      Promise.all([...byPartition].map(([partition, events]) => this.appendTo(partition, events)));
    try {
      return (await this.server.run(appendAll)).flat();
    } catch (error) {
      this.knownHeads.clear();
      throw error;
    }
  }

  announce(events: readonly StoredEvent[]): void {
    if (events.length > 0) for (const listener of this.listeners) listener(events);
  }

  onCommitted(listener: Listener): void {
    this.listeners.push(listener);
  }

  read(partition: number, after: number, limit: number): Promise<StoredEvent[]> {
    return this.server.run(async () => {
      const found = this.log
        .find({ partition, position: { $gt: after } })
        .sort({ position: 1 })
        .limit(limit);
      return (await found.toArray()).map(({ _id, ...event }) => ({ id: _id, ...event }));
    });
  }

  heads(): Promise<number[]> {
    return this.server.run(async () => {
      const found = await this.log
        .aggregate<{ _id: number; position: number }>([
          { $sort: { partition: -1, position: -1 } },
          { $group: { _id: '$partition', position: { $first: '$position' } } },
        ])
        .toArray();
      const heads = new Array<number>(partitions).fill(0);
      for (const { _id, position } of found) heads[_id] = position;
      return heads;
    });
  }

  private async appendTo(partition: number, events: readonly UnplacedEvent[]): Promise<StoredEvent[]> {
    const appended: StoredEvent[] = [];
    let left = [...new Map(events.map((each) => [each.event.id, each])).values()];
    while (left.length > 0) {
      const head = this.knownHeads.get(partition) ?? (await this.headOf(partition));
      const batch = left.map(({ tenant, event }, i) => ({ ...event, tenant, partition, position: head + 1 + i }));
      if (await this.insertAll(batch)) {
        this.knownHeads.set(partition, head + batch.length);
        return [...appended, ...batch];
      }
      this.knownHeads.delete(partition);
      const logged = await this.positionsOf(batch);
      appended.push(...batch.filter(({ id, position }) => logged.get(id) === position));
      left = left.filter(({ event }) => !logged.has(event.id));
    }
    return appended;
  }

  private async headOf(partition: number): Promise<number> {
    const [last] = await this.log.find({ partition }).sort({ position: -1 }).limit(1).toArray();
    return last?.position ?? 0;
  }

  /** False when it stopped at another relay's position, or at an event that is in the log already. */
  private async insertAll(events: readonly StoredEvent[]): Promise<boolean> {
    const documents = events.map(({ id, ...event }) => ({ _id: id, ...event }));
    try {
      await this.log.insertMany(documents, { ordered: true, ignoreUndefined: true });
      return true;
    } catch (error) {
      if (refusedBy(error) === undefined) throw error;
      return false;
    }
  }

  private async positionsOf(events: readonly StoredEvent[]): Promise<Map<string, number>> {
    const ids = events.map(({ id }) => id);
    const logged = await this.log.find({ _id: { $in: ids } }, { projection: { position: 1 } }).toArray();
    return new Map(logged.map(({ _id, position }) => [_id, position]));
  }
}
