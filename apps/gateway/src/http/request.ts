import type { IncomingHttpHeaders } from 'node:http';
import { FleetError } from '@parley/contracts';
import { publicCall, type Call } from '@parley/messaging';
import type { Step } from '@parley/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Place } from '../admission/turn-limit.js';
import type { Permission } from '../identity/permissions.js';

/** A request on its way in: Fastify's own, and what the door found out about it. */
export interface DoorRequest extends FastifyRequest {
  /** 32 hex digits: of its trace; where it is not traced the client's, from `traceparent`, else the request's id. */
  trace_id: string;
  /** The first step of its trace, where it is traced. */
  step: Step | undefined;
  /** On whose behalf it is; of the public until the door has looked at it. */
  call: Call;
  /** Answered by events as they come: its end says nothing about how fast it was. */
  streamed: boolean;
  /** Of the turn that it begins. */
  place: Place | undefined;
}

export type DoorReply = FastifyReply;

/** Facts about a route that the door reads, beside Fastify's own. */
export interface RouteFacts {
  readonly permission?: Permission;
  /** Largest body, where it is not the usual one. */
  readonly body_bytes?: number;
  /** It begins a turn: refused while there are more of them than can be taken. */
  readonly takes_turn?: true;
}

export const factsOf = (request: FastifyRequest): RouteFacts => request.routeOptions.config as RouteFacts;

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

export const traceIdOf = (headers: IncomingHttpHeaders, request_id: string): string =>
  TRACEPARENT.exec(headers.traceparent as string)?.[1] ?? request_id.replaceAll('-', '');

/** Longest that any request waits for the fleet, in milliseconds; contracts are mostly shorter. */
const PATIENCE_MS = 17_000;

export const strangerCall = (trace_id: string, traceparent?: string): Call =>
  publicCall({ trace_id, deadline_ms: PATIENCE_MS, ...(traceparent === undefined ? {} : { traceparent }) });

/** The same call as a part of a step of a trace. */
export const partOf = (step: Step | undefined, call: Call): Call =>
  step ? { ...call, trace_id: step.trace_id, traceparent: step.traceparent } : call;

const KEY = /^[\x21-\x7e]{1,200}$/;

/** The `Idempotency-Key`, if there is one. Throws `request.invalid` when it is not 1 to 200 visible ASCII characters. */
export function idempotencyKeyOf(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new FleetError('request.invalid', { fields: { 'idempotency-key': ['1 to 200 visible ASCII characters'] } });
  }
  return key;
}

/** The public key of a company's chat box, from `X-Parley-Widget-Key`. */
export function widgetKeyOf(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['x-parley-widget-key'];
  if (typeof key !== 'string' || key === '') return undefined;
  if (key.length > 100) throw new FleetError('auth.widget_key_unknown');
  return key;
}

/** Throws `auth.required` where a chat box's key must be given. */
export function requiredWidgetKey(headers: IncomingHttpHeaders): string {
  const key = widgetKeyOf(headers);
  if (key === undefined) throw new FleetError('auth.required', { header: 'X-Parley-Widget-Key' });
  return key;
}

/** Longer than any origin; what is longer is none of the allowed ones. */
const LONGEST_ORIGIN = 300;

/** The browser's `Origin`, as a field of a request to the fleet. Throws `auth.origin_refused` for one that cannot be. */
export function originField({ origin }: IncomingHttpHeaders): { origin?: string } {
  if (origin === undefined) return {};
  if (origin.length > LONGEST_ORIGIN) throw new FleetError('auth.origin_refused');
  return { origin };
}
