import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@parley/contracts';
import { Logger } from '@parley/runtime';
import { SignJWT, exportJWK, generateKeyPair, type JWK } from 'jose';
import { KeySource } from './keys.js';
import { TokenVerifier } from './tokens.js';

describe('TokenVerifier', () => {
  let folder: string;
  let listed: JWK[];
  let tokens: TokenVerifier;

  beforeEach(() => {
    jest.useFakeTimers({ now: Date.now(), doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask'] });
    folder = mkdtempSync(join(tmpdir(), 'parley-keys-'));
    listed = [];
    const ask = async () => ({ keys: listed });
    tokens = new TokenVerifier(
      new KeySource({ file: join(folder, 'nlu.keys.json'), ask, logger: Logger.open('nlu', 'silent') }),
    );
  });
  afterEach(() => {
    jest.useRealTimers();
    rmSync(folder, { recursive: true });
  });

  /** Lists a key from now on; signs visitors' tokens. */
  const signer = async (kid: string) => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    listed.push({ ...(await exportJWK(publicKey)), kid });
    return (sub = newId()) =>
      new SignJWT({ tenant: 'acme', role: 'customer', typ: 'visitor' })
        .setProtectedHeader({ alg: 'EdDSA', kid })
        .setIssuer('parley')
        .setAudience('parley')
        .setSubject(sub)
        .setExpirationTime('30d')
        .sign(privateKey);
  };

  it('knows a token again without a check, until it expires', async () => {
    const sign = await signer('one');
    const [token, id] = [await sign('v'), 'v'];
    expect(await tokens.verify(token)).toMatchObject({ tenant: 'acme', id, role: 'customer', visitor: true });
    expect(tokens.verify(token)).toMatchObject({ id });
    jest.setSystemTime(Date.now() + 31 * 24 * 3600 * 1000);
    expect(() => tokens.verify(token)).toThrow(expect.objectContaining({ code: 'auth.token_expired' }));
  });

  it('takes no token any more whose key is listed no more, though it knew it', async () => {
    const token = await (await signer('one'))();
    await tokens.verify(token);
    listed = [];
    await signer('two');
    jest.setSystemTime(Date.now() + 11 * 60_000);
    expect(tokens.verify(token)).toMatchObject({ tenant: 'acme' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    jest.setSystemTime(Date.now() + 2000);
    await expect((async () => tokens.verify(token))()).rejects.toMatchObject({ code: 'auth.token_invalid' });
  });
});
