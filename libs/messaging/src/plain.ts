import { headers as newHeaders, type Msg, type MsgHdrs } from '@nats-io/transport-node';
import type { FleetError } from '@parley/contracts';
import { newTraceId } from './call.js';
import type { FrameHeader } from './frames.js';

/** Headers of a request by hand, such as `nats req rpc.nlu.utterance.parse.v1 '{…}' -H Parley-Service:orchestrator`. */
const HEADERS = {
  tenant: 'Parley-Tenant',
  token: 'Parley-Token',
  service: 'Parley-Service',
  cause: 'Parley-Cause',
  trace: 'Parley-Trace',
  parent: 'traceparent',
  /** Milliseconds from now. */
  deadline: 'Parley-Deadline',
  key: 'Parley-Key',
  error: 'Parley-Error',
} as const;

export function plainHeader({ headers }: Msg, deadline_ms: number): FrameHeader {
  const read = (name: string): string | undefined => headers?.get(name) || undefined;
  const budget = Number(read(HEADERS.deadline) ?? deadline_ms);
  const optional = {
    token: read(HEADERS.token),
    service: read(HEADERS.service),
    cause: read(HEADERS.cause),
    parent: read(HEADERS.parent),
    key: read(HEADERS.key),
  };
  return {
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    tenant: read(HEADERS.tenant) ?? '',
    trace: read(HEADERS.trace) ?? newTraceId(),
    deadline: Date.now() + (Number.isFinite(budget) ? budget : deadline_ms),
  };
}

export const plainError = ({ code, message, details }: FleetError): { body: string; headers: MsgHdrs } => {
  const headers = newHeaders();
  headers.set(HEADERS.error, code);
  return { body: JSON.stringify({ code, message, details }), headers };
};
