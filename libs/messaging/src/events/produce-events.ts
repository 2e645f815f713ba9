import { eventReads, streamOf, type EventContract, type Service } from '@parley/contracts';
import type { Logger, ReadinessCheck } from '@parley/runtime';
import type { Store } from '@parley/storage';
import type { Answered } from '../answers.js';
import type { FleetConnection } from '../connection.js';
import { carryEvents } from './carrier.js';
import { answerEventReads } from './event-reads.js';
import { StreamKeeper } from './stream-keeper.js';

/** What comes with a service that reports events: its stream, the carriage, and its log open to those who read it. */
export function produceEvents(options: {
  readonly name: Service;
  readonly events: readonly EventContract[];
  readonly store: Store;
  readonly connection: FleetConnection;
  readonly logger: Logger;
}): { readonly answers: readonly Answered[]; readonly checks: readonly ReadinessCheck[] } {
  const { name, events, store, connection, logger } = options;
  const own = events.filter(({ owner }) => owner === name);
  if (own.length === 0) return { answers: [], checks: [] };
  const keeper = new StreamKeeper(connection.bus, streamOf(name), logger);
  carryEvents(store.events, connection.bus, connection.turn);
  const readers = [...new Set(own.flatMap(({ readBy }) => readBy))];
  return {
    answers: answerEventReads(store.events, eventReads(name, readers)),
    checks: [{ name: 'stream', check: () => keeper.check() }],
  };
}
