import { describe, expect, it } from '@jest/globals';
import { Ongoing } from './ongoing.js';

describe('what goes on for each name', () => {
  it('begins and ends with it, and is left alone in between', () => {
    const seen: string[] = [];
    const ongoing = new Ongoing((name) => {
      seen.push(`+${name}`);
      return () => void seen.push(`-${name}`);
    });
    ongoing.only(['a', 'b']);
    ongoing.only(['b', 'a', 'c']);
    ongoing.only(['c']);
    ongoing.only([]);
    expect(seen).toEqual(['+a', '+b', '+c', '-a', '-b', '-c']);
  });
});
