import { Injectable } from '@nestjs/common';
import type { Role } from '@parley/contracts';
import type { TokenClaims } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import { SignJWT } from 'jose';
import { KeyRing } from './key-ring.js';

/** Seconds that an access token lives (spec §3). */
export const accessLife = 10 * 60;

/** Signs the tokens that every other service checks with the public keys alone. */
@Injectable()
export class Tokens {
  constructor(
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  access({ id, tenant, role }: { id: string; tenant: string; role: Role }): Promise<string> {
    const issued = this.clock.now();
    return this.sign({ typ: 'access', id, tenant, role }, issued, issued + accessLife * 1000);
  }

  /** The same visitor has the same token again, as long as the key is the same. */
  visitor(visitor: { id: string; tenant: string; admitted_at: string; expires_at: string }): Promise<string> {
    const { id, tenant, admitted_at, expires_at } = visitor;
    const claims = { typ: 'visitor', id, tenant, role: 'customer', visitor: true } as const;
    return this.sign(claims, Date.parse(admitted_at), Date.parse(expires_at));
  }

  private async sign(
    { id, ...claims }: Pick<TokenClaims, 'typ' | 'tenant' | 'role'> & { id: string; visitor?: true },
    issued: number,
    expires: number,
  ): Promise<string> {
    const { kid, key } = await this.keys.signer();
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
      .setIssuer('parley')
      .setAudience('parley')
      .setSubject(id)
      .setIssuedAt(Math.floor(issued / 1000))
      .setExpirationTime(Math.floor(expires / 1000))
      .sign(key);
  }
}
