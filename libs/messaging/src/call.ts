import { FleetError, type Principal, type Service, newId } from '@parley/contracts';
import { tracer } from '@parley/runtime';

/** Context of one piece of work; handed explicitly. */
export interface Call {
  /** Empty only for public and service look-ups before the tenant is known. */
  readonly tenant: string;
  readonly principal: Principal;
  /** The token that proves a user principal; passed on with every request. */
  readonly token?: string;
  /** 32 hex digits. */
  readonly trace_id: string;
  /** The step of the trace that this is part of, where it is traced. */
  readonly traceparent?: string;
  /** Milliseconds since 1970 after which nobody waits for the result. */
  readonly deadline: number;
  readonly idempotency_key?: string;
  /**
   * Tells the asker a part of the answer, or without one that the work goes on; there only where the asker listens.
   * Whoever tells gives a sign at least as often as the contract's `attemptMs`.
   */
  readonly tell?: (part?: object) => void;
}

/** Longest a call without a deadline of its own may take, in milliseconds; the contract's deadline is usually shorter. */
const PATIENCE_MS = 30_000;

/** Who asks, as keys and owners are known by: a user's id, else the kind of principal. */
export const askerOf = ({ principal }: Call): string => (principal.kind === 'user' ? principal.id : principal.kind);

export const newTraceId = (): string => newId().replaceAll('-', '');

/** Work in the background, for a tenant and a cause (such as the id of the message that began it). */
export const serviceCall = (who: {
  tenant: string;
  service: Service;
  cause: string;
  deadline_ms?: number;
  trace_id?: string;
  idempotency_key?: string;
}): Call => ({
  tenant: who.tenant,
  principal: { kind: 'service', tenant: who.tenant, service: who.service, cause: who.cause },
  trace_id: who.trace_id ?? tracer()?.active?.trace_id ?? newTraceId(),
  deadline: Date.now() + (who.deadline_ms ?? PATIENCE_MS),
  ...(who.idempotency_key === undefined ? {} : { idempotency_key: who.idempotency_key }),
});

/** A request of somebody who has not signed in. */
export const publicCall = (
  options: { idempotency_key?: string; deadline_ms?: number; trace_id?: string; traceparent?: string } = {},
): Call => ({
  tenant: '',
  principal: { kind: 'public' },
  trace_id: options.trace_id ?? newTraceId(),
  ...(options.traceparent === undefined ? {} : { traceparent: options.traceparent }),
  deadline: Date.now() + (options.deadline_ms ?? PATIENCE_MS),
  ...(options.idempotency_key === undefined ? {} : { idempotency_key: options.idempotency_key }),
});

/** The user on whose behalf the call is. Throws `auth.required`; for contracts that are answered to users only. */
export function signedInUser({ principal }: Call): Principal & { readonly kind: 'user' } {
  if (principal.kind !== 'user') throw new FleetError('auth.required');
  return principal;
}
