import { FleetError, roles, type Principal, type Role } from '@parley/contracts';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyResult } from 'jose';
import { LRUCache } from 'lru-cache';
import type { KeySource } from './keys.js';

export type UserPrincipal = Principal & { readonly kind: 'user' };

/** Claims of a token of this product. */
export interface TokenClaims {
  readonly iss: 'parley';
  readonly aud: 'parley';
  /** What it is good for; a refresh token is none of these, so it opens nothing. */
  readonly typ: 'access' | 'visitor';
  /** Id of the user or visitor. */
  readonly sub: string;
  readonly tenant: string;
  readonly role: Role;
  /** Seconds since 1970. */
  readonly exp: number;
}

interface Verified {
  readonly principal: UserPrincipal;
  readonly expires: number;
  /** Id of the key that signed it. */
  readonly key: string;
}

/** An Ed25519 check costs about 190 µs, so results are kept as long as the token is good; the oldest of so many go first. */
const MOST_KEPT = 20_000;

/** Checks access and visitor tokens with public keys only. */
export class TokenVerifier {
  private readonly kept = new LRUCache<string, Verified>({ max: MOST_KEPT });
  private readonly checking = new Map<string, Promise<UserPrincipal>>();

  constructor(private readonly keys: KeySource) {}

  /** At once when the token is known. Throws or rejects with `auth.token_invalid`, `auth.token_expired`, `fleet.unavailable`. */
  verify(token: string): UserPrincipal | Promise<UserPrincipal> {
    const known = this.kept.get(token);
    if (known && known.expires <= Date.now()) {
      this.kept.delete(token);
      throw new FleetError('auth.token_expired');
    }
    if (known && this.keys.lists(known.key)) return known.principal;
    let checking = this.checking.get(token);
    if (!checking) {
      checking = this.check(token).finally(() => this.checking.delete(token));
      this.checking.set(token, checking);
    }
    return checking;
  }

  private async check(token: string): Promise<UserPrincipal> {
    const { payload, protectedHeader } = await this.signed(token);
    const principal = principalOf(payload);
    this.kept.set(token, { principal, expires: (payload.exp ?? 0) * 1000, key: protectedHeader.kid ?? '' });
    return principal;
  }

  private async signed(token: string): Promise<JWTVerifyResult> {
    try {
      return await jwtVerify(token, ({ kid }) => this.keys.key(kid ?? ''), {
        algorithms: ['EdDSA'],
        issuer: 'parley',
        audience: 'parley',
        requiredClaims: ['exp', 'sub', 'tenant', 'role', 'typ'],
      });
    } catch (cause) {
      if (cause instanceof FleetError) throw cause;
      if (cause instanceof errors.JWTExpired) throw new FleetError('auth.token_expired');
      throw new FleetError('auth.token_invalid');
    }
  }
}

function principalOf({ sub, tenant, role, typ }: JWTPayload): UserPrincipal {
  const known = roles.find((each) => each === role);
  if (!sub || typeof tenant !== 'string' || tenant === '' || !known || (typ !== 'access' && typ !== 'visitor')) {
    throw new FleetError('auth.token_invalid');
  }
  if (typ === 'visitor' && known !== 'customer') throw new FleetError('auth.token_invalid');
  return { kind: 'user', tenant, id: sub, role: known, visitor: typ === 'visitor' };
}
