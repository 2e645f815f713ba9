import { randomUUID } from 'node:crypto';
import {
  FleetError,
  deadLetterRequests,
  eventReads,
  streamOf,
  type CarriedEvent,
  type Service,
} from '@parley/contracts';
import type { Logger, Metrics } from '@parley/runtime';
import type { Collection, Store } from '@parley/storage';
import type { Answered } from '../answers.js';
import type { Bus } from '../bus.js';
import { serviceCall, type Call } from '../call.js';
import type { Fleet } from '../fleet.js';
import { DeadLetters, reasonOf } from './dead-letters.js';
import { patiently } from './patience.js';
import { Place } from './place.js';
import { deadLetters, places, type DeadLetterDocument, type PlaceDocument } from './places.js';
import { ProducerReader } from './producer-reader.js';
import { Reactions } from './reactions.js';
import type { Reaction } from './reacts.js';
import { StreamFeed } from './stream-feed.js';
import { Differs } from './streams.js';

/** Places are stored, and lost streams looked for, this often, in milliseconds; the log is asked every third time. */
const TICK_MS = 1000;
const TICKS_A_POLL = 3;
/** Tries of an event, with pauses that double from 100 ms, before it becomes a dead letter. */
const ATTEMPTS = 5;

interface Source {
  readonly reader: ProducerReader;
  readonly feed: StreamFeed;
  fault: Error | undefined;
}

export interface EventConsumerParts {
  readonly name: Service;
  readonly store: Store;
  readonly bus: Bus;
  readonly fleet: Fleet;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Applies the events of other services to this one's store, each once, in the order of its partition. */
export class EventConsumer {
  private readonly sources = new Map<Service, Source>();
  private readonly applied;
  private reactions = new Reactions([]);
  private timer: NodeJS.Timeout | undefined;
  private ticks = 0;

  constructor(private readonly parts: EventConsumerParts) {
    const { metrics } = parts;
    this.applied = metrics.seconds({
      name: 'parley_event_seconds',
      help: 'Events of other services by what came of them: applied, or dead after the last try.',
      labels: ['subject', 'outcome'],
    });
    metrics.gauge(
      { name: 'parley_events_behind', help: 'Events in the log that are not applied yet.', labels: ['producer'] },
      (gauge) => {
        for (const [producer, { reader }] of this.sources) gauge.set({ producer }, reader.behind);
      },
    );
  }

  /** Begins to read; what it answers about its dead letters is the service's to serve. */
  begin(reactions: readonly Reaction[]): Answered[] {
    if (reactions.length === 0) return [];
    this.reactions = new Reactions(reactions);
    const { store, name, bus } = this.parts;
    const here = store.collection(places);
    const letters = this.deadLetters(store.collection(deadLetters));
    for (const producer of this.reactions.producers) this.sources.set(producer, this.source(producer, here, letters));
    bus.onConnect(() => void this.afresh());
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.tick();
    return letters.answers(deadLetterRequests(name));
  }

  /** Throws while a stream or consumer is there that is not the one the contract describes. */
  check(): void {
    for (const { fault } of this.sources.values()) if (fault) throw fault;
  }

  /**
   * Applies all events of a producer again from the first, after `clear` has removed every effect of them.
   * Resolves with their number when all that had happened by then are applied.
   */
  rebuild(producer: Service, clear: () => Promise<void>): Promise<number> {
    const source = this.sources.get(producer);
    if (!source)
      throw new FleetError('fleet.bad_request', { reason: `${this.parts.name} reads no events of ${producer}` });
    return source.reader.rebuild(clear);
  }

  /** Finishes the events at hand and keeps their places. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    for (const { reader, feed } of this.sources.values()) {
      await feed.close();
      await reader.stop();
    }
  }

  private source(producer: Service, here: Collection<PlaceDocument>, letters: DeadLetters): Source {
    const { name, bus, fleet, logger } = this.parts;
    const reader = new ProducerReader({
      producer,
      reads: eventReads(producer, [name]),
      fleet,
      call: this.call,
      place: new Place(here, producer, randomUUID()),
      apply: (event, goOn) => this.apply(event, producer, letters, goOn),
      failed: (what, error) => logger.warn(what, { producer, error }),
    });
    const feed = new StreamFeed(bus, streamOf(producer), name, (events) => reader.offer(events));
    return { reader, feed, fault: undefined };
  }

  private deadLetters(collection: Collection<DeadLetterDocument>): DeadLetters {
    const { name, fleet, metrics, logger } = this.parts;
    return new DeadLetters({
      metrics,
      logger,
      consumer: name,
      collection,
      fleet,
      read: async ({ producer, partition, position }) => {
        const { page } = eventReads(producer, [name]);
        return (await fleet.ask(page, { partition, after: position - 1, limit: 1 }, this.call())).events[0];
      },
      apply: (event) => this.reactions.run(event, true),
    });
  }

  private async apply(
    event: CarriedEvent,
    producer: Service,
    letters: DeadLetters,
    goOn: () => boolean,
  ): Promise<void> {
    const began = Date.now();
    const tried = await patiently(() => this.reactions.run(event, false), ATTEMPTS, goOn);
    this.applied.observe(Date.now() - began, event.subject, tried.done ? 'applied' : 'dead');
    if (tried.done) return;
    const { error, attempts } = tried;
    const { id, tenant, subject } = event;
    this.parts.logger.error('event became a dead letter', { event_id: id, tenant, subject, attempts, error });
    await patiently(() => letters.add(event, producer, reasonOf(error), attempts), Infinity, goOn);
  }

  private readonly call = (): Call => serviceCall({ tenant: '', service: this.parts.name, cause: 'events' });

  /** The bus was away: the stream may be gone, and what it carried meanwhile was missed. */
  private async afresh(): Promise<void> {
    await Promise.all([...this.sources.values()].map(({ feed }) => feed.close()));
    this.ticks = 0;
    this.tick();
  }

  private tick(): void {
    const poll = this.ticks++ % TICKS_A_POLL === 0;
    for (const [producer, source] of this.sources) {
      this.keepUp(source, poll).catch((error) => this.parts.logger.warn('events not read', { producer, error }));
    }
  }

  private async keepUp(source: Source, poll: boolean): Promise<void> {
    const { reader, feed } = source;
    const before = reader.reading;
    await reader.renew();
    if (!reader.reading) return feed.close();
    const opening = feed.open().then(
      () => (source.fault = undefined),
      (error: Error) => (source.fault = error instanceof Differs ? error : undefined),
    );
    await Promise.all([opening, poll || !before ? reader.poll() : undefined]);
  }
}
