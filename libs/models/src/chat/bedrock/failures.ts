import { ModelFailure, retryAfterMs, type FailureKind } from '../failure.js';

const kinds: Readonly<Record<string, FailureKind>> = {
  AccessDeniedException: 'auth',
  UnrecognizedClientException: 'auth',
  InvalidSignatureException: 'auth',
  ExpiredTokenException: 'auth',
  IncompleteSignature: 'auth',
  MissingAuthenticationToken: 'auth',
  CredentialsProviderError: 'auth',
  ThrottlingException: 'rate_limit',
  ServiceQuotaExceededException: 'rate_limit',
  ResourceNotFoundException: 'rejected',
  ValidationException: 'rejected',
};
const tooLong = /too long|too many (?:input )?tokens|context (?:window|length)|maximum (?:context|number of tokens)/i;

interface AwsError {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** What an error of the SDK means. */
export function failureOf(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error;
  const { name = 'unknown', message = '', $metadata, $response } = (error ?? {}) as AwsError;
  const known = kinds[name] ?? ($metadata?.httpStatusCode === 429 ? 'rate_limit' : 'unavailable');
  const kind = known === 'rejected' && tooLong.test(message) ? 'context_window' : known;
  return new ModelFailure(kind, name, {
    cause: error,
    retry_after_ms: retryAfterMs($response?.headers?.['retry-after'], Date.now()),
  });
}
