import {
  FleetError,
  deadSubject,
  toFleetError,
  type CarriedEvent,
  type DeadLetter,
  type DeadLetterListAsk,
  type DeadLetterRequests,
  type DropAsk,
  type RedriveAsk,
  type Service,
} from '@parley/contracts';
import type { Logger, Metrics } from '@parley/runtime';
import type { Collection } from '@parley/storage';
import type { Answered } from '../answers.js';
import type { Fleet } from '../fleet.js';
import { FLEET, type DeadLetterDocument } from './places.js';

/** The code, or the name, of what was thrown: its message may quote what a customer wrote. */
export const reasonOf = (error: unknown): string => {
  const known = toFleetError(error);
  return known.cause instanceof Error ? known.cause.name : known.code;
};

/** Letters that the gauge counts to. */
const MOST_COUNTED = 1000;

interface Parts {
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly consumer: Service;
  readonly collection: Collection<DeadLetterDocument>;
  readonly fleet: Fleet;
  /** The event, once more from its producer's log. */
  readonly read: (letter: DeadLetterDocument) => Promise<CarriedEvent | undefined>;
  readonly apply: (event: CarriedEvent) => Promise<void>;
}

/** Events that could not be applied: kept as documents without texts, listed, and applied or dropped later by request. */
export class DeadLetters {
  constructor(private readonly parts: Parts) {
    const help = `Events that could not be applied and wait to be applied or dropped by request, counted up to ${MOST_COUNTED}.`;
    parts.metrics.gauge({ name: 'parley_dead_letters', help }, async (gauge) => {
      const waiting = await this.waiting(MOST_COUNTED).catch(() => undefined);
      if (waiting) gauge.set(waiting.length);
    });
  }

  async add(event: CarriedEvent, producer: Service, reason: string, attempts: number): Promise<void> {
    const { id, subject, partition, position } = event;
    const letter = { id, subject, partition, position, producer, reason, attempts, event_tenant: event.tenant };
    const dead = { ...letter, at: new Date().toISOString(), state: 'dead' } as const;
    const { document } = await this.parts.collection.insertIfAbsent(FLEET, dead);
    // It was applied once, and could not be when everything was applied again.
    if (document.state === 'applied') await this.parts.collection.update(FLEET, id, document.version, dead);
    this.parts.fleet.publish(deadSubject(this.parts.consumer), { event_id: id, producer, reason });
  }

  answers({ list, redrive, drop }: DeadLetterRequests): Answered[] {
    return [
      { contract: list, answer: (ask) => this.list(ask as DeadLetterListAsk) },
      { contract: redrive, answer: (ask) => this.redrive(ask as RedriveAsk) },
      { contract: drop, answer: (ask) => this.drop(ask as DropAsk) },
    ];
  }

  private async list({ limit, after }: DeadLetterListAsk): Promise<{ items: DeadLetter[] }> {
    return { items: (await this.waiting(limit, after)).map(shown) };
  }

  private waiting(limit: number, after?: string): Promise<DeadLetterDocument[]> {
    const page = { index: 'by_state', where: { state: 'dead' }, limit, ...(after === undefined ? {} : { after }) };
    return this.parts.collection.find(FLEET, page);
  }

  private async redrive({ id }: RedriveAsk): Promise<DeadLetter> {
    const { collection, read, apply } = this.parts;
    const letter = await collection.get(FLEET, id);
    const event = letter && (await read(letter));
    if (!letter || event?.id !== id) throw new FleetError('dead_letter.not_found');
    if (letter.state === 'applied') return shown(letter);
    try {
      await apply(event);
    } catch (error) {
      await collection.update(FLEET, id, letter.version, { attempts: letter.attempts + 1, reason: reasonOf(error) });
      throw error;
    }
    const applied = await collection.update(FLEET, id, letter.version, {
      state: 'applied',
      attempts: letter.attempts + 1,
    });
    return shown(applied ?? { ...letter, state: 'applied' });
  }

  /** Given up for good: what it told stays missing here. The log keeps that it was, and why. */
  private async drop({ id, why }: DropAsk): Promise<DeadLetter> {
    const { collection, logger } = this.parts;
    const letter = await collection.get(FLEET, id);
    if (!letter) throw new FleetError('dead_letter.not_found');
    if (letter.state !== 'dead') return shown(letter);
    const dropped = await collection.update(FLEET, id, letter.version, { state: 'dropped', dropped_why: why });
    if (!dropped) return this.drop({ id, why });
    const { subject, event_tenant: tenant, reason } = letter;
    logger.warn('dead letter dropped', { event_id: id, tenant, subject, reason, why });
    return shown(dropped);
  }
}

const shown = ({ version: _version, tenant: _tenant, ...letter }: DeadLetterDocument): DeadLetter => letter;
