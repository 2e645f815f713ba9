import type { ErrorCode } from './errors.js';
import type { Audience, Service } from './principal.js';

export type Class<T> = new () => T;

/** All there is to know about a request: both sides infer their types from it. */
export interface RequestContract<I extends object = object, O extends object = object, P extends object = object> {
  /** `rpc.<owner>.<noun>.<verb>.v<n>` */
  readonly subject: string;
  readonly owner: Service;
  readonly input: Class<I>;
  readonly output: Class<O>;
  /** What may be told before the output, to those who listen for it. */
  readonly part?: Class<P>;
  readonly errors: readonly ErrorCode[];
  /** Covers all attempts, in milliseconds. */
  readonly deadlineMs: number;
  /**
   * How long an attempt may give no sign, in milliseconds; default an equal share of the deadline. Where all attempts
   * gave none the request ends; parts, and signs without one, put that off until the deadline.
   */
  readonly attemptMs?: number;
  /** Only idempotent requests are tried again. */
  readonly idempotent: boolean;
  /** The principals it is answered to. */
  readonly allow: readonly Audience[];
  /** The services that may ask it; the permissions on the bus are generated from this. */
  readonly askedBy: readonly Service[];
}

/** All there is to know about a fact that lasts. */
export interface EventContract<P extends object = object> {
  /** `evt.<owner>.<noun>.<past-verb>.v<n>` */
  readonly subject: string;
  readonly owner: Service;
  readonly payload: Class<P>;
  /** The services that consume it. */
  readonly readBy: readonly Service[];
}

type Declared<C> = Omit<C, 'subject' | 'owner'>;

const ownerOf = (subject: string): Service => subject.split('.')[1] as Service;

export const request = <I extends object, O extends object, P extends object = object>(
  subject: `rpc.${Service}.${string}.${string}.v${number}`,
  declared: Declared<RequestContract<I, O, P>>,
): RequestContract<I, O, P> => ({ subject, owner: ownerOf(subject), ...declared });

export const event = <P extends object>(
  subject: `evt.${Service}.${string}.${string}.v${number}`,
  declared: Declared<EventContract<P>>,
): EventContract<P> => ({ subject, owner: ownerOf(subject), ...declared });
