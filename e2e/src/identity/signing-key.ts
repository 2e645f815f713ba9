import { createPrivateKey, generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { type RunningFleet, storeOf } from '@parley/testing';

/** The key that a running accounts signs with, taken from its store: nothing else can make a token that has really expired. */
export async function stolenKey({ plan }: RunningFleet): Promise<{ kid: string; key: KeyObject }> {
  const store = await storeOf(plan, 'accounts');
  const by_generation = { name: 'by_generation', fields: ['generation'], unique: true } as const;
  const keys = store.collection<SigningKey>({ name: 'signing_keys', schema: 1, indexes: [by_generation] });
  try {
    const newest = { index: 'by_generation', where: {}, order: 'descending', limit: 1 } as const;
    const [found] = await keys.find('fleet', newest);
    return { kid: found!.id, key: createPrivateKey({ key: found!.private_key, format: 'jwk' }) };
  } finally {
    await store.close();
  }
}

interface SigningKey {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly generation: number;
  readonly private_key: JsonWebKey;
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
