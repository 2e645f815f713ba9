import { expect, it } from '@jest/globals';
import { type Flaw, findingsOf } from '../faults/flaws.js';

/** The checker of faults finds what a fleet with this flaw does. */
export function flawSuite({ name, wishes, finding }: Flaw): void {
  it(`catches ${name}`, async () => {
    expect(await findingsOf(wishes)).toContain(finding);
  }, 240_000);
}
