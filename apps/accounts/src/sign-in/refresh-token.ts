import { createHash, randomBytes } from 'node:crypto';
import { isId } from '@parley/contracts';

/**
 * A refresh token names its log-in and carries a secret that is good once. Both ids are unguessable and are shown
 * nowhere else, so whoever names a log-in with another secret holds one of its former tokens.
 */
export interface RefreshToken {
  readonly tenant: string;
  readonly log_in: string;
  readonly secret: string;
}

const prefix = 'prt';

/** 256 random bits: a fast hash is enough to keep it by. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export const format = ({ tenant, log_in, secret }: RefreshToken): string => [prefix, tenant, log_in, secret].join('.');

/** `undefined` for anything that has not the form of one, such as an access token. */
export function parse(token: string): RefreshToken | undefined {
  const [kind, tenant, log_in, secret, ...rest] = token.split('.');
  if (kind !== prefix || !isId(tenant) || !isId(log_in) || !secret || rest.length > 0) return undefined;
  return { tenant, log_in, secret };
}
