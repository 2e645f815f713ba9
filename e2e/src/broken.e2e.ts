import { describe, expect, it } from '@jest/globals';
import { findingsOf, flaws, staleWriterWishes } from './faults/flaws.js';

describe('the checker of faults (real: fleets with one service broken on purpose)', () => {
  it.each(flaws)(
    'catches $name',
    async ({ wishes, finding }) => {
      expect(await findingsOf(wishes)).toContain(finding);
    },
    240_000,
  );

  it('finds nothing in a whole fleet of two orchestrators, one of which stops and wakes as a stale writer', async () => {
    expect(await findingsOf(staleWriterWishes)).toEqual([]);
  }, 240_000);
});
