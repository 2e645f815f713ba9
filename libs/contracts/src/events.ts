import { IsInt } from 'class-validator';
import { request, type EventContract, type RequestContract } from './contract.js';
import { Anything, Instant, Integer, ListOf, OneOf, Text } from './fields.js';
import { services, type Service } from './principal.js';

/** An event as its producer keeps it and as the bus carries it. */
export class CarriedEvent {
  @Text({ max: 100 }) id!: string;
  @Text({ max: 100 }) tenant!: string;
  @Text({ max: 200 }) subject!: string;
  @Text({ max: 200 }) aggregate!: string;
  @Instant() at!: string;
  @Anything() data!: Record<string, unknown>;
  @Integer({ min: 0, max: 63 }) partition!: number;
  @Integer({ min: 1, description: 'gap-free from 1 within the partition' }) position!: number;
}

export class EventPageAsk {
  @Integer({ min: 0, max: 63 }) partition!: number;
  @Integer({ min: 0, description: 'positions after this one' }) after!: number;
  @Integer({ min: 1, max: 500 }) limit!: number;
}

export class EventPage {
  @ListOf(() => CarriedEvent, { max: 500 }) events!: CarriedEvent[];
}

export class EventHeadsAsk {}

export class EventHeads {
  /** The last position of every partition, by its number. */
  @IsInt({ each: true }) heads!: number[];
}

const internal = { errors: [], deadlineMs: 3000, idempotent: true, allow: ['service'] } as const;

/** What every producer of events answers out of its log. */
export const eventReads = (owner: Service, askedBy: readonly Service[]) => ({
  page: request(`rpc.${owner}.event.read.v1`, { input: EventPageAsk, output: EventPage, ...internal, askedBy }),
  heads: request(`rpc.${owner}.event.heads.v1`, { input: EventHeadsAsk, output: EventHeads, ...internal, askedBy }),
});
export type EventReads = ReturnType<typeof eventReads>;

/** An event that could not be applied: ids and the reason, no texts. */
export class DeadLetter {
  @Text({ max: 100, description: 'id of the event' }) id!: string;
  @Text({ max: 100 }) event_tenant!: string;
  @OneOf(services) producer!: Service;
  @Text({ max: 200 }) subject!: string;
  @Integer({ min: 0, max: 63 }) partition!: number;
  @Integer({ min: 1 }) position!: number;
  @Text({ max: 200, description: 'code or name of the error' }) reason!: string;
  @Integer({ min: 0 }) attempts!: number;
  @Instant() at!: string;
  @OneOf(['dead', 'applied', 'dropped']) state!: 'dead' | 'applied' | 'dropped';
  @Text({ max: 300, optional: true, description: 'dropped: what the operator gave as the reason' })
  dropped_why?: string;
}

export class DeadLetterListAsk {
  @Integer({ min: 1, max: 100 }) limit!: number;
  @Text({ max: 100, optional: true, description: 'the last id of the page before' }) after?: string;
}

export class DeadLetterList {
  @ListOf(() => DeadLetter, { max: 100 }) items!: DeadLetter[];
}

export class RedriveAsk {
  @Text({ min: 1, max: 100, description: 'id of the event' }) id!: string;
}

export class DropAsk extends RedriveAsk {
  @Text({ min: 3, max: 300, description: 'why it will never be applied; names of customers do not belong here' })
  why!: string;
}

/** What every consumer of events answers about those that it could not apply; for operators. */
export const deadLetterRequests = (owner: Service) => ({
  list: request(`rpc.${owner}.dead_letter.list.v1`, {
    input: DeadLetterListAsk,
    output: DeadLetterList,
    ...internal,
    askedBy: ['gateway'],
  }),
  redrive: request(`rpc.${owner}.dead_letter.redrive.v1`, {
    input: RedriveAsk,
    output: DeadLetter,
    ...internal,
    errors: ['dead_letter.not_found'],
    deadlineMs: 10_000,
    askedBy: ['gateway'],
  }),
  drop: request(`rpc.${owner}.dead_letter.drop.v1`, {
    input: DropAsk,
    output: DeadLetter,
    ...internal,
    errors: ['dead_letter.not_found'],
    askedBy: ['gateway'],
  }),
});
export type DeadLetterRequests = ReturnType<typeof deadLetterRequests>;

/** Told, and no more than told, when an event became a dead letter: `{event_id, producer, reason}`. */
export const deadSubject = (consumer: Service): string => `dead.${consumer}.event.v1`;

/** A stream that carries one producer's events; its log is what they are kept in, so losing the stream loses nothing. */
export interface StreamContract {
  readonly name: string;
  readonly owner: Service;
  readonly subjects: readonly string[];
  readonly storage: 'memory' | 'file';
  readonly max_age_s: number;
  readonly max_bytes: number;
}

export const streamOf = (owner: Service): StreamContract => ({
  name: `EVENTS_${owner.toUpperCase()}`,
  owner,
  subjects: [`evt.${owner}.>`],
  storage: 'memory',
  max_age_s: 3600,
  max_bytes: 16 * 1024 * 1024,
});

/** The requests that come with events: every producer lets its log be read, every consumer shows its dead letters. */
export function requestsAbout(events: readonly EventContract[]): Record<string, RequestContract> {
  const named: Record<string, RequestContract> = {};
  for (const service of services) {
    const name = service[0]!.toUpperCase() + service.slice(1);
    const readers = services.filter((each) =>
      events.some(({ owner, readBy }) => owner === service && readBy.includes(each)),
    );
    if (readers.length > 0) {
      const { page, heads } = eventReads(service, readers);
      Object.assign(named, { [`Read${name}Events`]: page, [`Read${name}EventHeads`]: heads });
    }
    if (events.some(({ readBy }) => readBy.includes(service))) {
      const { list, redrive, drop } = deadLetterRequests(service);
      Object.assign(named, {
        [`List${name}DeadLetters`]: list,
        [`Redrive${name}DeadLetter`]: redrive,
        [`Drop${name}DeadLetter`]: drop,
      });
    }
  }
  return named;
}
