import { Inject, Injectable, Module } from '@nestjs/common';
import { event } from '@parley/contracts';
import { UniqueConflict, type Collection, type CollectionSpec, type Store, type Stored } from '@parley/storage';
import { IsInt } from 'class-validator';
import { STORE } from '../start-fleet-service.js';
import { Reacts, type Happened } from './reacts.js';

class Numbered {
  @IsInt() n!: number;
}
const Counted = event('evt.orchestrator.thing.counted.v1', { payload: Numbered, readBy: ['insights'] });
export const Unread = event('evt.orchestrator.thing.renamed.v1', { payload: Numbered, readBy: [] });
export const events = [Counted, Unread];

interface Thing extends Stored {
  readonly n: number;
}
const things: CollectionSpec<Thing> = { name: 'things', schema: 1, indexes: [] };

/** What was applied: one document for each event, its id the event's. */
export interface Effect extends Stored {
  readonly n: number;
  readonly at_partition: number;
  readonly position: number;
  /** Always the same, so that all effects can be listed. */
  readonly kind: 'effect';
}
const effects: CollectionSpec<Effect> = {
  name: 'effects',
  schema: 1,
  indexes: [{ name: 'all', fields: ['kind', 'id'] }],
};

/** What the readers were handed, over all replicas and restarts, and how they should misbehave. */
export const readers = {
  calls: 0,
  seen: [] as Happened<Numbered>[],
  misbehave: (_event: Happened<Numbered>): void => undefined,
};

@Injectable()
export class Reader {
  readonly effects: Collection<Effect>;

  constructor(@Inject(STORE) store: Store) {
    this.effects = store.collection(effects);
  }

  @Reacts(Counted) async counted(event: Happened<Numbered>): Promise<void> {
    readers.calls++;
    readers.misbehave(event);
    const { id, tenant, data, partition, position } = event;
    try {
      await this.effects.insert(tenant, { id, n: data.n, at_partition: partition, position, kind: 'effect' });
      readers.seen.push(event);
    } catch (error) {
      if (!(error instanceof UniqueConflict)) throw error;
    }
  }
}

@Module({ providers: [Reader] })
export class ReaderModule {}

@Injectable()
export class Producer {
  readonly things: Collection<Thing>;

  constructor(@Inject(STORE) store: Store) {
    this.things = store.collection(things);
  }

  async happen(
    n: number,
    { aggregate = `a${n % 7}`, data = { n } as object, subject = Counted.subject } = {},
  ): Promise<void> {
    const draft = {
      id: `e${n}`,
      subject,
      aggregate,
      at: new Date().toISOString(),
      data: data as Record<string, unknown>,
    };
    await this.things.insert('t', { id: `t${n}`, n }, [draft]);
  }
}

@Module({ providers: [Producer] })
export class ProducerModule {}
