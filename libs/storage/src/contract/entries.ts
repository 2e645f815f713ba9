import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '@parley/contracts';
import {
  partitions,
  type CollectionSpec,
  type Draft,
  type EventDraft,
  type Store,
  type Stored,
  type StoredEvent,
} from '../port.js';

/** What the contract keeps: like the entries of a session. */
export interface Entry extends Stored {
  readonly session_id: string;
  readonly seq: number;
  readonly text: string;
  readonly client_message_id?: string;
  readonly public_key?: string;
  readonly state?: 'open' | 'done';
  readonly due_at?: number;
  readonly details?: Readonly<Record<string, unknown>>;
}

export const entries: CollectionSpec<Entry> = {
  name: 'entries',
  schema: 1,
  indexes: [
    { name: 'by_seq', fields: ['session_id', 'seq'], unique: true },
    { name: 'by_client_message', fields: ['session_id', 'client_message_id'], unique: true },
    { name: 'by_public_key', fields: ['public_key'], unique: true, acrossTenants: true },
    { name: 'by_due', fields: ['state', 'due_at'], acrossTenants: true },
  ],
};

/** An entry of a session of its own, unless said otherwise. */
export const entryDraft = (fields: Partial<Draft<Entry>> = {}): Draft<Entry> => ({
  id: newId(),
  session_id: newId(),
  seq: 1,
  text: 'hello',
  ...fields,
});

export const happened = (aggregate: string, data: Readonly<Record<string, unknown>> = {}): EventDraft => ({
  id: newId(),
  subject: 'evt.storage.entry.written.v1',
  aggregate,
  at: new Date().toISOString(),
  data,
});

/** All events by partition and position, once there are `count` of them: an adapter may append them shortly after the
 * write. Throws when a position is missing or taken twice, or when after 15 s there are others than `count`. */
export async function settledEvents(store: Store, count = 0): Promise<StoredEvent[]> {
  for (const start = performance.now(); ; await delay(20)) {
    const heads = await store.events.heads();
    const logs = await Promise.all(
      heads.map((head, partition) => (head === 0 ? [] : store.events.read(partition, 0, 10_000))),
    );
    for (const log of logs)
      log.forEach(({ position }, i) => {
        if (position !== i + 1) throw new Error(`position ${position} stands where ${i + 1} should`);
      });
    const events = logs.flat();
    if (events.length === count && heads.length === partitions) return events;
    if (events.length > count || performance.now() - start > 15_000)
      throw new Error(`expected ${count} events, there are ${events.length}`);
  }
}
