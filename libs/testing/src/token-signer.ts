import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId, type Role, type Service } from '@parley/contracts';
import type { Call } from '@parley/messaging';
import { SignJWT, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';

interface Who {
  readonly tenant: string;
  readonly id?: string;
  readonly role?: Role;
  readonly visitor?: boolean;
}

/** Stands in for accounts where only its signature matters: signs tokens and hands its public key to services. */
export class TokenSigner {
  private constructor(
    private readonly key: CryptoKey,
    private readonly jwk: JWK,
  ) {}

  static async create(): Promise<TokenSigner> {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    return new TokenSigner(privateKey, { ...(await exportJWK(publicKey)), kid: newId(), alg: 'EdDSA' });
  }

  get jwks(): { keys: Record<string, unknown>[] } {
    return { keys: [{ ...this.jwk }] };
  }

  /** Leaves the public key where the service looks for what an earlier run learned. */
  trustedBy(service: Service, stateFolder: string): void {
    mkdirSync(stateFolder, { recursive: true });
    writeFileSync(join(stateFolder, `${service}.keys.json`), JSON.stringify(this.jwks));
  }

  /** `claims` replace those of a good token, for bad ones. */
  token(
    { tenant, id = newId(), role = 'customer', visitor = false }: Who,
    claims: Record<string, unknown> = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const good = {
      iss: 'parley',
      aud: 'parley',
      typ: visitor ? 'visitor' : 'access',
      sub: id,
      tenant,
      role,
      iat: now,
      exp: now + 600,
    };
    return new SignJWT({ ...good, ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: this.jwk.kid as string })
      .sign(this.key);
  }

  /** The call of somebody with a good token. */
  async call(who: Who, options: { deadline_ms?: number; idempotency_key?: string } = {}): Promise<Call> {
    const { tenant, id = newId(), role = 'customer', visitor = false } = who;
    return {
      tenant,
      principal: { kind: 'user', tenant, id, role, visitor },
      token: await this.token({ tenant, id, role, visitor }),
      trace_id: newId().replaceAll('-', ''),
      deadline: Date.now() + (options.deadline_ms ?? 30_000),
      ...(options.idempotency_key === undefined ? {} : { idempotency_key: options.idempotency_key }),
    };
  }
}
