import type { Collection as Documents, Filter, UpdateFilter } from 'mongodb';
import { changed, indexedFields, indexedValue, migrated, type Body } from '../document.js';
import {
  UniqueConflict,
  type Change,
  type Collection,
  type CollectionSpec,
  type Draft,
  type EventDraft,
  type Query,
  type Stored,
} from '../port.js';
import { commandOf } from './find-command.js';
import type { OrderClock } from './order-clock.js';
import { prepareCollection, uniqueIndex } from './preparation.js';
import type { PendingDocuments, Relay } from './relay.js';
import { refusedBy, type MongoServer } from './server.js';
import {
  fieldUpdate,
  fromStored,
  keyOf,
  readable,
  replacement,
  uniqueValue,
  uniqueValues,
  type FieldUpdate,
  type PendingEvent,
  type StoredDocument,
} from './stored-document.js';

export interface MongoParts {
  readonly server: MongoServer;
  readonly relay: Relay;
  readonly clock: OrderClock;
}

export class MongoCollection<D extends Stored> implements Collection<D>, PendingDocuments {
  private readonly documents: Documents<StoredDocument>;
  readonly prepare: () => Promise<void>;

  constructor(
    readonly spec: CollectionSpec<D>,
    private readonly parts: MongoParts,
  ) {
    const { server } = parts;
    this.documents = server.db.collection(spec.name);
    this.prepare = server.once(() => server.patiently((db) => prepareCollection(db, spec)));
  }

  get(tenant: string, id: string): Promise<D | undefined> {
    return this.run(() => this.findOne({ _id: keyOf(tenant, id) }));
  }

  find(tenant: string, query: Query<D>): Promise<D[]> {
    return this.run(() => this.query(tenant, query));
  }

  findAcrossTenants(query: Query<D>): Promise<D[]> {
    return this.run(() => this.query(undefined, query));
  }

  insert(tenant: string, draft: Draft<D>, events?: readonly EventDraft[]): Promise<D> {
    return this.run(async () => {
      const body: Body = { ...draft, tenant, version: 1 };
      const unique = uniqueValues(this.spec, body);
      const stored = {
        ...body,
        _id: keyOf(tenant, body['id'] as string),
        _schema: this.spec.schema,
        ...(unique && { _unique: unique }),
        ...(events?.length && { _events: this.pendingEvents(events) }),
      };
      await this.refusable(this.documents.insertOne(stored as never, { ignoreUndefined: true }));
      if (events?.length) this.parts.relay.wake();
      return body as unknown as D;
    });
  }

  async insertIfAbsent(
    tenant: string,
    draft: Draft<D>,
    events?: readonly EventDraft[],
  ): Promise<{ inserted: boolean; document: D }> {
    for (;;) {
      try {
        return { inserted: true, document: await this.insert(tenant, draft, events) };
      } catch (error) {
        if (!(error instanceof UniqueConflict)) throw error;
        const holder = await this.run(() => this.findOne(this.holderOf(tenant, draft as Body, error.index)));
        if (holder && holder.tenant !== tenant) throw error;
        if (holder) return { inserted: false, document: holder };
      }
    }
  }

  update(
    tenant: string,
    id: string,
    version: number,
    change: Change<D>,
    events?: readonly EventDraft[],
  ): Promise<D | undefined> {
    return this.run(async () => {
      const unique = this.spec.indexes.some((index) => index.unique && index.fields.some((field) => field in change));
      const updated =
        (unique ? undefined : await this.updateFields(tenant, id, version, change, events)) ??
        (await this.updateWhole(tenant, id, version, change, events));
      if (updated && events?.length) this.parts.relay.wake();
      return updated;
    });
  }

  /** A document with pending events stays until they are in the log. */
  delete(tenant: string, id: string): Promise<boolean> {
    return this.run(async () => {
      for (;;) {
        const { deletedCount } = await this.documents.deleteOne({
          _id: keyOf(tenant, id),
          _events: { $exists: false },
        });
        if (deletedCount === 1) return true;
        if (!(await this.findOne({ _id: keyOf(tenant, id) }))) return false;
        await this.parts.relay.relayAll();
      }
    });
  }

  pending(limit: number): Promise<StoredDocument[]> {
    const oldest = () =>
      this.documents
        .find({ '_events.order': { $gt: '' } })
        .sort({ '_events.order': 1 })
        .limit(limit);
    return this.parts.server.run(() => oldest().project<StoredDocument>({ _id: 1, tenant: 1, _events: 1 }).toArray());
  }

  async clear(done: ReadonlyMap<StoredDocument['_id'], readonly string[]>): Promise<void> {
    const operations = [...done].flatMap(([_id, ids]) => [
      { updateOne: { filter: { _id }, update: { $pull: { _events: { 'event.id': { $in: ids } } } } } },
      { updateOne: { filter: { _id, _events: { $size: 0 } }, update: { $unset: { _events: '' } } } },
    ]);
    await this.parts.server.run(() => this.documents.bulkWrite(operations as never));
  }

  private async run<T>(commands: () => Promise<T>): Promise<T> {
    await this.prepare();
    return this.parts.server.run(commands);
  }

  private async findOne(filter: Filter<StoredDocument>): Promise<D | undefined> {
    const stored = await this.documents.findOne(filter, { projection: readable });
    return stored ? this.fromStored(stored) : undefined;
  }

  private async query(tenant: string | undefined, query: Query<D>): Promise<D[]> {
    const { filter, sort } = commandOf(this.spec, tenant, query);
    const found = this.documents.find(filter, { projection: readable }).sort(sort).limit(query.limit);
    return (await found.toArray()).map((stored) => this.fromStored(stored));
  }

  private async updateFields(
    tenant: string,
    id: string,
    version: number,
    change: Change<D>,
    events?: readonly EventDraft[],
  ) {
    for (const field of indexedFields(this.spec)) indexedValue(this.spec.name, change as Body, field);
    const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const unset = Object.keys(change).filter((field) => set[field] === undefined);
    return this.applyUpdate(
      { _id: keyOf(tenant, id), version, _schema: this.spec.schema },
      events,
      fieldUpdate(set, unset),
    );
  }

  /** Where values of unique indexes change, or the document is of an older schema. */
  private async updateWhole(
    tenant: string,
    id: string,
    version: number,
    change: Change<D>,
    events?: readonly EventDraft[],
  ) {
    const _id = keyOf(tenant, id);
    const stored = await this.documents.findOne({ _id, version });
    if (!stored) return undefined;
    const { _id: _, _schema, _unique, _events, ...body } = stored;
    const next = changed<D>(migrated(this.spec, _schema, body), change);
    return this.applyUpdate({ _id, version }, events, replacement(this.spec, stored, next));
  }

  private async applyUpdate(
    filter: Filter<StoredDocument>,
    events: readonly EventDraft[] | undefined,
    fields: FieldUpdate,
  ) {
    const pending = events?.length ? { $push: { _events: { $each: this.pendingEvents(events) } } } : {};
    const update: object = { ...fields, ...pending, $inc: { version: 1 } };
    const options = { returnDocument: 'after', projection: readable, ignoreUndefined: true } as const;
    const stored = await this.refusable(
      this.documents.findOneAndUpdate(filter, update as UpdateFilter<StoredDocument>, options),
    );
    return stored ? this.fromStored(stored as StoredDocument) : undefined;
  }

  /** Turns the server's refusal into the conflict that it is. */
  private async refusable<T>(command: Promise<T>): Promise<T> {
    try {
      return await command;
    } catch (error) {
      const refused = refusedBy(error);
      if (refused === undefined) throw error;
      const index = this.spec.indexes.find(({ name }) => uniqueIndex(name) === refused)?.name ?? 'id';
      throw new UniqueConflict(this.spec.name, index);
    }
  }

  private holderOf(tenant: string, draft: Body, index: string): Filter<StoredDocument> {
    if (index === 'id') return { _id: keyOf(tenant, draft['id'] as string) };
    const spec = this.spec.indexes.find(({ name }) => name === index)!;
    return { [`_unique.${index}`]: uniqueValue(spec, { ...draft, tenant }) };
  }

  private pendingEvents(events: readonly EventDraft[]): PendingEvent[] {
    return events.map((event) => ({ order: this.parts.clock.next(), event }));
  }

  private fromStored(stored: StoredDocument): D {
    for (const { order } of stored._events ?? []) this.parts.clock.saw(order);
    return fromStored(this.spec, stored);
  }
}
