import { createPrivateKey, generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The key that a running accounts signs with, taken from its store: nothing else can make a token that has really expired. */
export function stolenKey(stateFolder: string): { kid: string; key: KeyObject } {
  const db = new DatabaseSync(join(stateFolder, 'data', 'accounts', 'accounts.sqlite'), { readOnly: true });
  try {
    const row = db.prepare('SELECT id, body FROM signing_keys ORDER BY id DESC LIMIT 1').get() as {
      id: string;
      body: string;
    };
    const { private_key } = JSON.parse(row.body) as { private_key: JsonWebKey };
    return { kid: row.id, key: createPrivateKey({ key: private_key, format: 'jwk' }) };
  } finally {
    db.close();
  }
}

/** A key of nobody's. */
export const strangersKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The token with some of its claims replaced, signed anew. */
export function resigned(token: string, { kid, key }: { kid: string; key: KeyObject }, claims: object): string {
  const old = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as object;
  const content = `${base64url({ alg: 'EdDSA', kid, typ: 'JWT' })}.${base64url({ ...old, ...claims })}`;
  return `${content}.${sign(null, Buffer.from(content), key).toString('base64url')}`;
}

/** Unsigned, as `alg: none` has it. */
export const unsigned = (token: string): string => `${base64url({ alg: 'none', typ: 'JWT' })}.${token.split('.')[1]}.`;
