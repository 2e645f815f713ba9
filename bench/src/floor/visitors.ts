import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';

const HOUR_SECONDS = 3600;

export interface Visitors {
  readonly public_key: string;
  readonly tokens: readonly string[];
}

/** Visitors of one tenant, each with a token of their own, signed with EdDSA by a key that only the bench has. */
export function inventVisitors(count: number): Visitors {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const tenant = randomUUID();
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const tokens = Array.from({ length: count }, () => {
    const iat = Math.floor(Date.now() / 1000);
    const claims = {
      iss: 'parley',
      aud: 'parley',
      typ: 'visitor',
      tenant,
      sub: randomUUID(),
      role: 'customer',
      iat,
      exp: iat + 24 * HOUR_SECONDS,
    };
    const signed = `${encode({ alg: 'EdDSA', typ: 'JWT', kid: 'bench' })}.${encode(claims)}`;
    return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
  });
  return { public_key: publicKey.export({ type: 'spki', format: 'pem' }).toString(), tokens };
}
