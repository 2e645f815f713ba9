import { describe, expect, it } from '@jest/globals';
import { findingsOf, flaws } from './faults/flaws.js';

describe('the checker of faults (real: fleets with one service broken on purpose)', () => {
  it.each(flaws)(
    'catches $name',
    async ({ wishes, finding }) => {
      expect(await findingsOf(wishes)).toContain(finding);
    },
    240_000,
  );
});
