import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const randomBytes = 16;
/** Asking the system for 16 bytes costs about as much as asking for 4096. */
const pool = new Uint8Array(256 * randomBytes);
let next = pool.length;

/** A new UUIDv7: unique, and sorted by the time it was made. */
export function newId(): string {
  if (next === pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  const random = pool.subarray(next, (next += randomBytes));
  return v7({ random });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);
