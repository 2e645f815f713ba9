import { checkSpec } from '../document.js';
import {
  VersionConflict,
  type AnyWrite,
  type Collection,
  type CollectionSpec,
  type EventLog,
  type Store,
  type Stored,
} from '../port.js';
import { MongoCollection } from './collection.js';
import { MongoEventLog } from './event-log.js';
import { OrderClock } from './order-clock.js';
import { Relay } from './relay.js';
import { MongoServer } from './server.js';

export interface MongoOptions {
  /** `mongodb://…`; a replica set in production, for only that makes `w: majority` mean something. */
  readonly url: string;
  /** One for each service. */
  readonly database: string;
}

/** Needs single-document atomicity alone: no transactions, no change streams. Events reach the log shortly after the write
 * that brings them, also when this process dies in between. Does not wait for the server: `check` tells. */
export async function openMongoStore({ url, database }: MongoOptions): Promise<Store> {
  return new MongoStore(new MongoServer(url, database));
}

class MongoStore implements Store {
  private readonly collections = new Map<string, MongoCollection<never>>();
  private readonly log: MongoEventLog;
  private readonly relay: Relay;
  private readonly clock = new OrderClock();

  constructor(private readonly server: MongoServer) {
    this.log = new MongoEventLog(server);
    this.relay = new Relay(this.log, () => this.collections.values());
  }

  get events(): EventLog {
    return this.log;
  }

  collection<D extends Stored>(spec: CollectionSpec<D>): Collection<D> {
    if (this.collections.has(spec.name)) throw new Error(`the collection ${spec.name} is declared twice`);
    checkSpec(spec);
    const collection = new MongoCollection(spec, { server: this.server, relay: this.relay, clock: this.clock });
    this.collections.set(spec.name, collection as never);
    return collection;
  }

  async bulk(tenant: string, writes: readonly AnyWrite[]): Promise<void> {
    for (const write of writes) {
      const { collection } = write;
      if (collection !== (this.collections.get(collection.spec.name) as unknown))
        throw new Error(`${collection.spec.name} is a collection of another store`);
      if (write.kind === 'insert') await collection.insert(tenant, write.draft, write.events);
      else if (!(await collection.update(tenant, write.id, write.version, write.change, write.events)))
        throw new VersionConflict(collection.spec.name, write.id);
    }
  }

  async check(): Promise<void> {
    await Promise.all([...this.collections.values()].map((collection) => collection.prepare()));
    const probe = this.server.db.collection<{ _id: string }>('_check');
    await this.server.run(() => probe.updateOne({ _id: 'check' }, { $currentDate: { at: true } }, { upsert: true }));
  }

  async close(): Promise<void> {
    await this.relay.close();
    await this.server.close();
  }
}
