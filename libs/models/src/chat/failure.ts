/**
 * auth: the key, or the right to the model, is refused. rate_limit: too many requests or no quota. context_window: the
 * request is longer than the model reads. content_policy: the provider's filter stopped it. rejected: the provider does
 * not take the request as it stands, or knows no such model. unavailable: away, broken, late, or cut off.
 */
export type FailureKind = 'auth' | 'rate_limit' | 'context_window' | 'content_policy' | 'rejected' | 'unavailable';

/** A model gave no answer, or not all of it. Its message never holds what was asked. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  /** The same request may succeed in a moment. */
  readonly transient: boolean;
  /** As the provider asks, in milliseconds. */
  readonly retry_after_ms: number | undefined;

  constructor(
    readonly kind: FailureKind,
    reason: string,
    options: ErrorOptions & { readonly transient?: boolean; readonly retry_after_ms?: number | undefined } = {},
  ) {
    super(`${kind}: ${reason}`, options);
    this.transient = options.transient ?? (kind === 'unavailable' || kind === 'rate_limit');
    this.retry_after_ms = options.retry_after_ms;
  }

  /** The request is at fault, or who made it, and not the provider. */
  get callers(): boolean {
    return this.kind === 'context_window' || this.kind === 'content_policy' || this.kind === 'rejected';
  }
}

/** Of a `Retry-After` header: seconds, or an HTTP date. */
export function retryAfterMs(header: string | null | undefined, now: number): number | undefined {
  if (header === null || header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
