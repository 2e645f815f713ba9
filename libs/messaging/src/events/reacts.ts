import type { Type } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import type { EventContract, Service } from '@parley/contracts';

/** A fact that another service reports. */
export interface Happened<P extends object> {
  readonly id: string;
  readonly tenant: string;
  /** ISO 8601. */
  readonly at: string;
  readonly data: P;
  readonly producer: Service;
  readonly partition: number;
  /** Gap-free from 1 within the partition of the producer. */
  readonly position: number;
  /**
   * False in the normal case: positions of a partition come in order, and an effect that stores its position knows a
   * second delivery by it. True for a dead letter applied later, out of order: then only the id tells a second delivery.
   */
  readonly redriven: boolean;
}

export type React = (event: Happened<object>) => Promise<void>;

export interface Reaction {
  readonly contract: EventContract;
  readonly react: React;
}

const REACTS = Symbol('parley:reacts');

type Declared = readonly { readonly contract: EventContract; readonly method: string | symbol }[];

/**
 * Marks the method that applies an event: `(event) => Promise<void>`. It may be called again with the same event (after
 * a crash, by another replica), so its effect is an insert whose id is the event's or a document that stores the position.
 */
export const Reacts =
  <P extends object>(contract: EventContract<P>) =>
  <M extends (event: Happened<P>) => Promise<void>>(
    target: object,
    method: string | symbol,
    _descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    const earlier = (Reflect.getOwnMetadata(REACTS, target.constructor) ?? []) as Declared;
    Reflect.defineMetadata(REACTS, [...earlier, { contract, method }], target.constructor);
  };

/** What the providers of the application react to. */
export function discoverReactions(discovery: DiscoveryService): Reaction[] {
  return discovery.getProviders().flatMap(({ instance, metatype }) => {
    if (!instance || !metatype) return [];
    const declared = (Reflect.getMetadata(REACTS, metatype as Type) ?? []) as Declared;
    const provider = instance as Record<string | symbol, React>;
    return declared.map(({ contract, method }) => ({
      contract,
      react: (event: Happened<object>) => provider[method]!(event),
    }));
  });
}

/** Throws when an event that the service is declared to read has no method or two, or one is there for another's. */
export function refuseDeafness(
  service: Service,
  declared: readonly EventContract[],
  reactions: readonly Reaction[],
): void {
  const subjects = reactions.map(({ contract }) => contract.subject);
  const twice = subjects.find((subject, place) => subjects.indexOf(subject) !== place);
  if (twice) throw new Error(`${service} reacts to ${twice} twice`);
  const stray = reactions.find(({ contract }) => !contract.readBy.includes(service));
  if (stray) throw new Error(`${service} reacts to ${stray.contract.subject}, whose contract does not name it`);
  const missing = declared.filter(({ readBy, subject }) => readBy.includes(service) && !subjects.includes(subject));
  if (missing.length > 0)
    throw new Error(`${service} does not react to ${missing.map(({ subject }) => subject).join(', ')}`);
}
