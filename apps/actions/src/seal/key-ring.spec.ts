import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { FleetError } from '@parley/contracts';
import { KeyRing, keyRingOf } from './key-ring.js';

const key = () => randomBytes(32).toString('base64url');
const [one, two] = [key(), key()];
const text = 'ayşe@example.com';

describe('what is sealed', () => {
  it('cannot be read, is never the same twice, and opens again', () => {
    const ring = keyRingOf(`k1:${one}`);
    const sealed = [ring.seal(text, 'here'), ring.seal(text, 'here')];
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(sealed.join()).not.toContain('example');
    expect(sealed.map((each) => ring.open(each, 'here'))).toEqual([text, text]);
  });

  it('opens nowhere else, and not once it was changed', () => {
    const ring = keyRingOf(`k1:${one}`);
    const sealed = ring.seal(text, 'here');
    expect(() => ring.open(sealed, 'there')).toThrow(FleetError);
    const end = sealed.endsWith('A') ? 'B' : 'A';
    expect(() => ring.open(sealed.slice(0, -2) + end + sealed.slice(-1), 'here')).toThrow(FleetError);
    expect(() => ring.open(sealed.slice(0, 20), 'here')).toThrow(FleetError);
  });

  it('opens after its key was replaced, as long as the old one is there', () => {
    const old = keyRingOf(`k1:${one}`).seal(text, 'here');
    const ring = keyRingOf(`k2:${two},k1:${one}`);
    expect(ring.open(old, 'here')).toBe(text);
    expect([ring.isCurrent(old), ring.isCurrent(ring.seal(text, 'here')), ring.isCurrent(text)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(() => keyRingOf(`k2:${two}`).open(old, 'here')).toThrow(FleetError);
  });

  it('is the text itself where there is no key, and was before there was one', () => {
    const none = new KeyRing(new Map());
    expect(none.seal(text, 'here')).toBe(text);
    expect(keyRingOf(`k1:${one}`).open(text, 'here')).toBe(text);
  });

  it.each(['', 'k1', `k1:${one.slice(1)}`, one, `k1:${one},k1:${two}`, `K:${one}`])(
    'needs keys, which %j are not',
    (raw) => expect(() => keyRingOf(raw)).toThrow('expected'),
  );
});
