import { describe, expect, it } from '@jest/globals';
import { announcement, nextStep, remembered, signerOf, type SigningKey } from './signing-key.js';

const hour = 3600 * 1000;
const day = 24 * hour;

/** What `KeyRing.upkeep` does, on an array. */
function upkeep(keys: SigningKey[], now: number): SigningKey[] {
  const step = nextStep(keys, now);
  switch (step?.kind) {
    case undefined:
      return keys;
    case 'create': {
      const { generation, signs_from } = step;
      return upkeep([...keys, { id: `k${generation}`, generation, signs_from, public_key: {}, private_key: {} }], now);
    }
    case 'strip':
      return upkeep(
        keys.map((key) => (key === step.key ? { ...key, private_key: undefined } : key)),
        now,
      );
    case 'drop':
      return upkeep(
        keys.filter((key) => key !== step.key),
        now,
      );
  }
}

describe('signing keys', () => {
  it('sign from the first moment on', () => {
    const keys = upkeep([], 5);
    expect(signerOf(keys, 5)?.id).toBe('k1');
    expect(upkeep(keys, 5)).toBe(keys);
  });

  it('over two years always have a signer, heard of for long enough, and are never forgotten too soon', () => {
    let keys: SigningKey[] = [];
    const heard = new Map<string, number>();
    const signedAt = new Map<string, number>();
    const faults = new Set<string>();
    for (let now = 0; now < 730 * day; now += hour) {
      keys = upkeep(keys, now);
      for (const { id } of keys) if (!heard.has(id)) heard.set(id, now);
      const signer = signerOf(keys, now);
      if (!signer?.private_key) throw new Error(`no signer on day ${now / day}`);
      if (signer.generation > 1 && now - heard.get(signer.id)! < announcement) faults.add('signs unheard of');
      signedAt.set(signer.id, now);
      for (const [id, last] of signedAt)
        if (now - last < remembered && !keys.some((key) => key.id === id)) faults.add('forgotten too soon');
      if (keys.filter((key) => key.private_key).length > 2) faults.add('private halves are kept');
      if (keys.length > 3) faults.add('public halves are kept');
    }
    expect([...faults]).toEqual([]);
    expect(signedAt.size).toBe(9);
  });
});
