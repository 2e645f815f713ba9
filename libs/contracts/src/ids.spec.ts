import { describe, expect, it } from '@jest/globals';
import { isId, newId } from './ids.js';

describe('newId', () => {
  it('makes valid ids that differ, also beyond one pool of random bytes', () => {
    const ids = Array.from({ length: 5000 }, newId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every(isId)).toBe(true);
  });

  it('sorts by time', async () => {
    const earlier = newId();
    await new Promise((resolve) => setTimeout(resolve, 3));
    expect(newId() > earlier).toBe(true);
  });
});
