import type { Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { RequestContract } from '@parley/contracts';
import type { Call } from './call.js';

export type Answer = (input: object, call: Call) => Promise<object> | object;

const ANSWERS = Symbol('parley:answers');

type Declared = readonly { readonly contract: RequestContract; readonly method: string | symbol }[];

/** Marks the method of an injectable class that answers a contract: `(input, call) => Promise<output>`. */
export const Answers =
  <I extends object, O extends object>(contract: RequestContract<I, O>) =>
  <M extends (input: I, call: Call) => Promise<O> | O>(
    target: object,
    method: string | symbol,
    _descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    const earlier = (Reflect.getOwnMetadata(ANSWERS, target.constructor) ?? []) as Declared;
    Reflect.defineMetadata(ANSWERS, [...earlier, { contract, method }], target.constructor);
  };

export interface Answered {
  readonly contract: RequestContract;
  readonly answer: Answer;
}

/** What the providers of the application answer. Throws when two answer the same. */
export function discoverAnswers(discovery: DiscoveryService): Answered[] {
  const found = new Map<string, Answered>();
  for (const { instance, metatype } of discovery.getProviders()) {
    if (!instance || !metatype) continue;
    for (const { contract, method } of (Reflect.getMetadata(ANSWERS, metatype as Type) ?? []) as Declared) {
      if (found.has(contract.subject)) throw new Error(`${contract.subject} is answered twice`);
      const provider = instance as Record<string | symbol, Answer>;
      found.set(contract.subject, { contract, answer: (input, call) => provider[method]!(input, call) });
    }
  }
  return [...found.values()];
}

/** Throws when one of the service's own contracts has no answerer, or when it answers another's. */
export function refuseGaps(service: string, owned: readonly RequestContract[], answered: readonly Answered[]): void {
  const foreign = answered.find(({ contract }) => contract.owner !== service);
  if (foreign) throw new Error(`${service} answers ${foreign.contract.subject}, which ${foreign.contract.owner} owns`);
  const subjects = new Set(answered.map(({ contract }) => contract.subject));
  const missing = owned.filter(({ subject }) => !subjects.has(subject)).map(({ subject }) => subject);
  if (missing.length > 0) throw new Error(`${service} does not answer ${missing.join(', ')}`);
}
