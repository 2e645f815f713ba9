import { FleetError } from '@parley/contracts';
import type { Call, TokenVerifier } from '@parley/messaging';
import type { DoorRequest } from '../http/request.js';
import type { Permission } from './permissions.js';

/** Longer than any token of ours. */
const LONGEST_TOKEN = 4000;
const BEARER = /^bearer +([!-~]+) *$/i;

/** The token of the `Authorization` header. Throws `auth.token_invalid` for a header that holds none. */
export function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined || token.length > LONGEST_TOKEN) throw new FleetError('auth.token_invalid');
  return token;
}

/**
 * The call with the principal that the request's token proves; of the public where the route takes strangers. At once
 * when the token is known. Throws or rejects with `auth.required`, `auth.token_invalid`, `auth.token_expired`,
 * `fleet.unavailable`.
 */
export function authenticated(
  request: DoorRequest,
  permission: Permission,
  tokens: TokenVerifier,
): Call | Promise<Call> {
  if (permission.door === 'probe' || permission.door === 'open') return request.call;
  const token = bearerOf(request.headers.authorization);
  if (token === undefined) {
    if (permission.door === 'widget') return request.call;
    throw new FleetError('auth.required');
  }
  const proved = tokens.verify(token);
  const { call } = request;
  if (!(proved instanceof Promise)) return { ...call, tenant: proved.tenant, principal: proved, token };
  return proved.then((principal) => ({ ...call, tenant: principal.tenant, principal, token }));
}

/** Throws `auth.forbidden` when the principal's role is not among those of the route. */
export function authorise({ principal }: Call, permission: Permission): void {
  if (permission.door === 'probe' || permission.door === 'open' || principal.kind !== 'user') return;
  const keptOut = permission.door === 'token' && permission.visitors === false && principal.visitor;
  if (keptOut || !permission.allow.includes(principal.role)) throw new FleetError('auth.forbidden');
}

/** When a token that was verified runs out, in milliseconds since 1970. */
export function expiryOf(token: string): number {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp: number };
  return claims.exp * 1000;
}
