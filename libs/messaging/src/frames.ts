import { FleetError, isErrorCode, type ErrorCode } from '@parley/contracts';
import { headers as newHeaders, type MsgHdrs } from '@nats-io/transport-node';
import type { Call } from './call.js';

/**
 * The wire: one message to a contract's subject carries a JSON array of request frames under `Parley-Frames: 1`; the
 * answers come as arrays of reply frames, gathered in their own way. A message without that header is one plain
 * request (see `plain.ts`). Why: docs/decisions/2026-11-21-own-wire.md.
 */
export interface RequestFrame {
  /** Correlation: unique within the inbox of the one who asks; all attempts of one request share it. */
  readonly c: number;
  readonly h: FrameHeader;
  /** The input. */
  readonly b: unknown;
}

export interface FrameHeader {
  readonly tenant: string;
  /** A user principal is its token. */
  readonly token?: string;
  /** A service principal; who may publish where is the bus's to enforce. */
  readonly service?: string;
  readonly cause?: string;
  readonly trace: string;
  /** W3C's `traceparent` of the step that asks, where it is traced. */
  readonly parent?: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly key?: string;
  /** 1: whoever asks listens for parts of the answer. */
  readonly parts?: 1;
}

/** Which run of the work told it, and how many parts of the run came before: two attempts must not be mixed up. */
export interface RunMark {
  readonly run: string;
  readonly told: number;
}

export type ReplyFrame =
  | PartFrame
  | { readonly c: number; readonly r?: RunMark; readonly b: object; readonly e?: undefined; readonly p?: undefined }
  | {
      readonly c: number;
      readonly r?: RunMark;
      readonly p?: undefined;
      readonly e: { readonly code: string; readonly details?: Readonly<Record<string, unknown>> };
    };

/** A part of an answer that is still to come; null says that the work goes on. */
export interface PartFrame {
  readonly c: number;
  readonly r: RunMark;
  readonly p: object | null;
}

export const FRAMES = 'Parley-Frames';

export const framesHeader = (): MsgHdrs => {
  const header = newHeaders();
  header.set(FRAMES, '1');
  return header;
};

export function frameHeader(call: Call, deadline: number): FrameHeader {
  const { tenant, principal, token, trace_id, traceparent, idempotency_key } = call;
  if (principal.kind === 'user' && token === undefined) {
    throw new FleetError('fleet.bad_request', { reason: 'a user principal travels as its token' });
  }
  return {
    tenant,
    ...(principal.kind === 'user' ? { token: token as string } : {}),
    ...(principal.kind === 'service' ? { service: principal.service, cause: principal.cause } : {}),
    trace: trace_id,
    ...(traceparent === undefined ? {} : { parent: traceparent }),
    deadline,
    ...(idempotency_key === undefined ? {} : { key: idempotency_key }),
  };
}

export const requestFrame = (correlation: number, header: FrameHeader, input: object): string =>
  `{"c":${correlation},"h":${JSON.stringify(header)},"b":${JSON.stringify(input)}}`;

/** `b` is the output already as JSON. */
export const replyFrame = (correlation: number, output: string, mark?: RunMark): string =>
  `{"c":${correlation}${marked(mark)},"b":${output}}`;

export const errorFrame = (correlation: number, { code, details }: FleetError, mark?: RunMark): string =>
  `{"c":${correlation}${marked(mark)},"e":${JSON.stringify({ code, details })}}`;

export const partFrame = (correlation: number, part: object | undefined, mark: RunMark): string =>
  `{"c":${correlation}${marked(mark)},"p":${JSON.stringify(part ?? null)}}`;

const marked = (mark: RunMark | undefined): string => (mark ? `,"r":${JSON.stringify(mark)}` : '');

/** A code that this version does not know yet counts as a bug on the other side. */
export const errorOf = ({
  code,
  details = {},
}: {
  code: string;
  details?: Readonly<Record<string, unknown>>;
}): FleetError =>
  isErrorCode(code) ? new FleetError(code satisfies ErrorCode, details) : new FleetError('fleet.internal', { code });
