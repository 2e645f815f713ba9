import type { JWK } from 'jose';

export interface SigningKey {
  /** `kid` of the tokens it signs. */
  readonly id: string;
  /** 1, 2, 3 …: each succeeds the one before. */
  readonly generation: number;
  /** Milliseconds since 1970 from which on tokens are signed with it. */
  readonly signs_from: number;
  readonly public_key: JWK;
  /** Gone once its successor signs. */
  readonly private_key?: JWK;
}

const day = 24 * 3600 * 1000;

/** A key signs for 90 days. */
const keyLife = 90 * day;
/** A successor is listed for an hour before it signs, so that every process has heard of it by then. */
export const announcement = 3600 * 1000;
/** Longer than the longest token lives (a visitor's: 30 days): until then the old public key is needed. */
export const remembered = 31 * day;

const successorOf = <K extends SigningKey>(keys: readonly K[], { generation }: SigningKey): K | undefined =>
  keys.find((key) => key.generation === generation + 1);

/** The key that signs now: the newest that may. */
export const signerOf = <K extends SigningKey>(keys: readonly K[], now: number): K | undefined =>
  keys.filter(({ signs_from }) => signs_from <= now).reduce<K | undefined>(newer, undefined);

const newer = <K extends SigningKey>(best: K | undefined, key: K): K =>
  best && best.generation > key.generation ? best : key;

/** What is to be done about the keys, one step at a time. */
export type KeyStep<K extends SigningKey> =
  | { readonly kind: 'create'; readonly generation: number; readonly signs_from: number }
  /** It signs no more: its private half goes. */
  | { readonly kind: 'strip'; readonly key: K }
  /** No token that it signed is still good. */
  | { readonly kind: 'drop'; readonly key: K };

export function nextStep<K extends SigningKey>(keys: readonly K[], now: number): KeyStep<K> | undefined {
  const newest = keys.reduce<K | undefined>(newer, undefined);
  if (!newest) return { kind: 'create', generation: 1, signs_from: now };
  if (newest.signs_from + keyLife <= now)
    return { kind: 'create', generation: newest.generation + 1, signs_from: now + announcement };
  const outlived = keys.find((key) => (successorOf(keys, key)?.signs_from ?? Infinity) + remembered <= now);
  if (outlived) return { kind: 'drop', key: outlived };
  const superseded = keys.find(
    (key) => key.private_key && (successorOf(keys, key)?.signs_from ?? Infinity) + announcement <= now,
  );
  return superseded && { kind: 'strip', key: superseded };
}
