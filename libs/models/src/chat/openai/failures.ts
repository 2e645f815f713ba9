// Not from the package's door, which would load all of it wherever models might be asked.
import { APIConnectionError, APIError, APIUserAbortError } from 'openai/core/error';
import { ModelFailure, retryAfterMs, type FailureKind } from '../failure.js';

const tooLong = /context.?(?:length|window)|maximum context|too many tokens|reduce the length/i;
const filtered = /content.?(?:filter|policy|management)/i;

function kindOf({ status, code, type, message }: APIError): FailureKind {
  const said = `${code ?? ''} ${type ?? ''} ${message}`;
  switch (status) {
    case 401:
    case 403:
      return 'auth';
    case 429:
      return 'rate_limit';
    case 413:
      return 'context_window';
    case 400:
    case 422:
      return tooLong.test(said) ? 'context_window' : filtered.test(said) ? 'content_policy' : 'rejected';
    case 404:
      return 'rejected';
    default:
      return 'unavailable';
  }
}

/** What an error of the SDK means. Quotas that are used up do not come back in a moment. */
export function failureOf(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error;
  if (error instanceof APIUserAbortError || error instanceof APIConnectionError || !(error instanceof APIError))
    return new ModelFailure('unavailable', (error as Error)?.name ?? typeof error, { cause: error });
  const kind = kindOf(error);
  return new ModelFailure(kind, `${error.status ?? 'in the stream'} ${error.code ?? error.type ?? ''}`.trim(), {
    cause: error,
    retry_after_ms: retryAfterMs(error.headers?.get('retry-after'), Date.now()),
    ...(error.code === 'insufficient_quota' ? { transient: false } : {}),
  });
}
