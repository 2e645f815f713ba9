import type { FleetError } from '@parley/contracts';
import type { DoorRequest } from './request.js';

/** Version of the HTTP API, as in its path. */
export const apiVersion = 'v1';

interface Meta {
  readonly request_id: string;
  readonly timestamp: string;
  readonly version: string;
}

export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details: object;
  readonly trace_id: string;
  readonly suggested_action: string;
}

/** What of a request stands in its reply. */
type Named = Pick<DoorRequest, 'id' | 'trace_id'>;

/** What every reply is wrapped in. */
export class Envelope {
  private constructor(
    readonly success: boolean,
    readonly data: unknown,
    readonly error: ErrorBody | null,
    readonly meta: Meta,
  ) {}

  static of(data: unknown, request: DoorRequest): Envelope {
    return new Envelope(true, data, null, metaOf(request));
  }

  static ofError(error: FleetError, request: Named): Envelope {
    return new Envelope(false, null, errorBody(error, request.trace_id), metaOf(request));
  }
}

const metaOf = ({ id }: Pick<Named, 'id'>): Meta => ({
  request_id: id,
  timestamp: new Date().toISOString(),
  version: apiVersion,
});

export const errorBody = ({ code, message, details, suggestedAction }: FleetError, trace_id: string): ErrorBody => ({
  code,
  message,
  details,
  trace_id,
  suggested_action: suggestedAction,
});
