import type { components } from './generated/api.js';

/** What stands in the envelope of a failure. */
export type Problem = components['schemas']['Problem'];

/** The status of a failure that never reached the API, or whose reply never came. */
export const NO_REPLY = 0;

/** A call that failed: the API said so, or it was not reached (`status` 0, code `client.unreachable` or `client.timeout`). */
export class ParleyError extends Error {
  override readonly name = 'ParleyError';

  constructor(
    readonly status: number,
    /** Stable; see the API description. */
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly trace_id?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  static of(status: number, { code, message, details, trace_id }: Problem): ParleyError {
    return new ParleyError(status, code, message, details as Record<string, unknown>, trace_id);
  }

  /** The same again may go well: not reached, overloaded, restarting. */
  get transient(): boolean {
    return this.status === NO_REPLY || this.status === 503 || this.status === 502 || this.status === 504;
  }

  /** Seconds to wait before the same again, where the API says so. */
  get retry_after_s(): number | undefined {
    const seconds = this.details['retry_after_s'];
    return typeof seconds === 'number' ? seconds : undefined;
  }
}

/** Whatever `fetch` threw, as one of ours; the caller's own abort is left as it is. */
export function unreachable(cause: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  const late = cause instanceof Error && cause.name === 'TimeoutError';
  return late
    ? new ParleyError(NO_REPLY, 'client.timeout', 'No reply came in time.', {}, undefined, { cause })
    : new ParleyError(NO_REPLY, 'client.unreachable', 'The service could not be reached.', {}, undefined, { cause });
}
