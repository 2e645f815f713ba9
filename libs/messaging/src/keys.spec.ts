import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@parley/runtime';
import { exportJWK, generateKeyPair } from 'jose';
import { KeySource, type KeySet } from './keys.js';

const publicKey = async (kid: string) => ({
  ...(await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).publicKey)),
  kid,
});

describe('KeySource', () => {
  let folder: string;
  let asked: number;
  let set: KeySet | Error;
  const source = (): KeySource =>
    new KeySource({
      file: join(folder, 'nlu.keys.json'),
      ask: async () => {
        asked++;
        if (set instanceof Error) throw set;
        return set;
      },
      logger: Logger.open('nlu', 'silent'),
    });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-keys-'));
    asked = 0;
    set = { keys: [await publicKey('one')] };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('asks once for many that need a key at the same time', async () => {
    const keys = source();
    await Promise.all(Array.from({ length: 20 }, () => keys.key('one')));
    await keys.key('one');
    expect(asked).toBe(1);
  });

  it('knows after a restart what it was told before, without accounts', async () => {
    await source().key('one');
    set = new Error('accounts is away');
    const later = source();
    await later.load();
    await expect(later.key('one')).resolves.toBeDefined();
  });

  it('says whether the key is unknown or accounts could not be asked', async () => {
    await expect(source().key('two')).rejects.toMatchObject({ code: 'auth.token_invalid' });
    set = new Error('accounts is away');
    await expect(source().key('two')).rejects.toMatchObject({ code: 'fleet.unavailable' });
  });

  it('takes up a new key and lets go of one that is listed no more', async () => {
    const keys = source();
    await keys.key('one');
    set = { keys: [await publicKey('two')] };
    await keys.key('two');
    set = new Error('accounts is away');
    await expect(keys.key('one')).rejects.toMatchObject({ code: 'fleet.unavailable' });
  });
});
