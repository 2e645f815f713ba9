import { describe, expect, it } from '@jest/globals';
import { isAtLeast } from './version.js';

describe('versions of servers', () => {
  it.each([
    [[2, 11, 16], true],
    [[2, 11, 17], true],
    [[2, 12, 0], true],
    [[3, 0, 0], true],
    [[2, 11, 15], false],
    [[2, 9, 99], false],
    [[1, 99, 99], false],
  ] as const)('takes %j for new enough: %j', (version, expected) => {
    expect(isAtLeast(version, [2, 11, 16])).toBe(expected);
  });
});
