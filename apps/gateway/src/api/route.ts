import { HttpCode, applyDecorators, type Type } from '@nestjs/common';
import { ApiExtension, ApiExtraModels, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { ErrorCode, RequestContract } from '@parley/contracts';
import { Failure, Meta, Problem } from './envelope-schema.js';

interface RouteDescription {
  readonly summary: string;
  /** Of a success; default 200. */
  readonly status?: 200 | 201 | 202;
  /** Another status of success with the same data. */
  readonly or?: 202;
  /** What stands in the envelope's `data`. */
  readonly data?: Type;
  /** Of bodies by content type, where there is more than one. */
  readonly bodies?: Readonly<Record<string, object>>;
  /** What each event carries, where the route answers (also) with server-sent events. */
  readonly streams?: Type;
  /** What it asks the fleet for; their errors are its errors. */
  readonly asks?: readonly RequestContract[];
  /** Errors of its own. */
  readonly errors?: readonly ErrorCode[];
}

/** Where a route's own error codes and bodies wait until the API is described. */
export const ERRORS = 'x-errors';
export const BODIES = 'x-bodies';

/** What the API description says about a route, and its status of success. */
export function Route({
  status = 200,
  or,
  data,
  streams,
  bodies,
  asks = [],
  ...rest
}: RouteDescription): MethodDecorator {
  const content = {
    ...(data ? { 'application/json': { schema: envelopeOf(data) } } : {}),
    ...(streams ? { 'text/event-stream': { schema: { $ref: getSchemaPath(streams) } } } : {}),
  };
  const errors = [...asks.flatMap((contract) => contract.errors), ...(rest.errors ?? [])];
  return applyDecorators(
    HttpCode(status),
    ApiOperation({ summary: rest.summary }),
    ApiExtraModels(Meta, Problem, Failure, ...(data ? [data] : []), ...(streams ? [streams] : [])),
    ApiExtension(ERRORS, errors),
    ...(bodies ? [ApiExtension(BODIES, bodies)] : []),
    ...[status, ...(or ? [or] : [])].map((each) => ApiResponse({ status: each, description: 'success', content })),
  );
}

const envelopeOf = (data: Type): object => ({
  type: 'object',
  required: ['success', 'data', 'error', 'meta'],
  properties: {
    success: { type: 'boolean', enum: [true] },
    data: { $ref: getSchemaPath(data) },
    error: { type: 'object', nullable: true, enum: [null] },
    meta: { $ref: getSchemaPath(Meta) },
  },
});
