import { setImmediate } from 'node:timers/promises';
import { FleetError } from '@parley/contracts';
import type { MongoEventLog, UnplacedEvent } from './event-log.js';
import type { StoredDocument } from './stored-document.js';

/** Documents of a collection in one round. */
const documentsPerRound = 500;
/** What a process left behind that died, or could not relay, waits no longer than about this, in milliseconds. */
const sweepEvery = 1000;

interface Found extends UnplacedEvent {
  readonly order: string;
  readonly collection: PendingDocuments;
  readonly document: StoredDocument['_id'];
}

/** What the relay needs of a collection. */
export interface PendingDocuments {
  /** Documents with pending events, those with the oldest first. */
  pending(limit: number): Promise<StoredDocument[]>;
  clear(done: ReadonlyMap<StoredDocument['_id'], readonly string[]>): Promise<void>;
}

/** Carries pending events from their documents into the log, oldest first: append, then clear. It may die between any two
 * steps, and several relays may run at once: what is in the log already is not appended again, only cleared. */
export class Relay {
  private running: Promise<void> | undefined;
  private again = false;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly log: MongoEventLog,
    private readonly collections: () => Iterable<PendingDocuments>,
  ) {
    this.timer = setInterval(() => this.wake(), sweepEvery).unref();
  }

  /** Soon. While the server is away the sweep tries again. */
  wake(): void {
    this.relayAll().catch((error: unknown) => {
      if (!(error instanceof FleetError)) throw error;
    });
  }

  /** Resolves when everything that waited before the call is in the log. */
  relayAll(): Promise<void> {
    this.again = true;
    this.running ??= this.rounds().finally(() => (this.running = undefined));
    return this.running;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.relayAll().catch(() => undefined);
  }

  private async rounds(): Promise<void> {
    await setImmediate();
    for (let more = false; this.again || more;) {
      this.again = false;
      more = await this.round();
    }
  }

  /** Whether more is waiting than one round takes. */
  private async round(): Promise<boolean> {
    const pages = await Promise.all([...this.collections()].map(async (collection) => findPending(collection)));
    const horizons = pages.flatMap(({ horizon }) => (horizon === undefined ? [] : [horizon])).sort();
    const found = pages
      .flatMap(({ events }) => events)
      .filter(({ order }) => horizons[0] === undefined || order <= horizons[0])
      .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
    if (found.length === 0) return false;
    this.log.announce(await this.log.append(found));
    for (const [collection, events] of Map.groupBy(found, (each) => each.collection)) {
      const done = Map.groupBy(events, ({ document }) => document);
      await collection.clear(
        new Map([...done].map(([document, each]) => [document, each.map(({ event }) => event.id)])),
      );
    }
    return horizons.length > 0;
  }
}

/** A full page ends at its `horizon`: what is later may have to wait for documents that are not in it. */
async function findPending(collection: PendingDocuments): Promise<{ events: Found[]; horizon: string | undefined }> {
  const documents = await collection.pending(documentsPerRound);
  const events = documents.flatMap(({ _id: document, tenant, _events = [] }) => {
    let latest = '';
    return _events.map(({ order, event }): Found => {
      if (order > latest) latest = order;
      return { order: latest, event, tenant, collection, document };
    });
  });
  const horizon = documents.length < documentsPerRound ? undefined : documents.at(-1)!._events![0]!.order;
  return { events, horizon };
}
