import { getSchemaPath } from '@nestjs/swagger';
import { errors, type ErrorCode } from '@parley/contracts';
import type { Permission } from '../identity/permissions.js';
import { Failure } from './envelope-schema.js';

const ofAnyRequest: readonly ErrorCode[] = ['request.invalid', 'fleet.internal'];
const ofBodies: readonly ErrorCode[] = [
  'request.not_utf8',
  'request.not_json',
  'request.too_large',
  'request.unsupported_media_type',
];
const ofTokens: readonly ErrorCode[] = [
  'auth.required',
  'auth.token_invalid',
  'auth.token_expired',
  'auth.forbidden',
  'auth.origin_refused',
];
const ofFleet: readonly ErrorCode[] = [
  'limit.exceeded',
  'fleet.unavailable',
  'fleet.deadline_exceeded',
  'fleet.overloaded',
  'store.unavailable',
];

/** The responses of a route that are no success, by status: its own errors, and those of the door and the bus. */
export function failuresOf(route: {
  readonly own: readonly ErrorCode[];
  readonly permission: Permission;
  readonly body: boolean;
}): Record<string, object> {
  const { own, permission, body } = route;
  const probe = permission.door === 'probe';
  const tokens = permission.door === 'token' || permission.door === 'widget';
  const codes = new Set([
    ...(probe ? (['fleet.internal'] as const) : [...ofAnyRequest, ...ofFleet]),
    ...(body ? ofBodies : []),
    ...(tokens ? ofTokens : []),
    ...own,
  ]);
  const byStatus = Map.groupBy(codes, (code) => errors[code].status);
  return Object.fromEntries([...byStatus].map(([status, of]) => [status, failureOf(of)]));
}

const failureOf = (codes: readonly ErrorCode[]): object => ({
  description: codes.map((code) => `\`${code}\`: ${errors[code].message}`).join('\n\n'),
  content: {
    'application/json': {
      schema: {
        allOf: [
          { $ref: getSchemaPath(Failure) },
          {
            type: 'object',
            properties: { error: { type: 'object', properties: { code: { type: 'string', enum: codes } } } },
          },
        ],
      },
    },
  },
});
