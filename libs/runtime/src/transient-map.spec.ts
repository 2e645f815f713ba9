import { describe, expect, it } from '@jest/globals';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { TransientMap } from './transient-map.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: { type: 'minor' | 'major' }) => void;

/** Bytes that minor collections moved to where they stay. */
const grownOld = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')!.space_used_size;

describe('transient map', () => {
  it('is a map', () => {
    const map = new TransientMap<string, { readonly n: number }>();
    map.set('a', { n: 1 });
    map.set('b', { n: 2 });
    map.set('a', { n: 3 });
    expect([...map.values()]).toEqual([{ n: 3 }, { n: 2 }]);
    map.delete('a');
    map.delete('c');
    expect([map.get('a'), map.get('b'), map.has('a'), map.has('b'), map.size]).toEqual([
      undefined,
      { n: 2 },
      false,
      true,
      1,
    ]);
  });

  it('may be emptied while its values are gone through', () => {
    const map = new TransientMap<number, { readonly n: number }>();
    for (const n of [1, 2, 3, 4]) map.set(n, { n });
    const seen: number[] = [];
    for (const { n } of map.values()) {
      seen.push(n);
      map.delete(n);
      map.delete(3);
    }
    expect(seen).toEqual([1, 2, 4]);
    expect(map.size).toBe(0);
  });

  it('keeps nothing of what has gone: minor collections are enough', () => {
    const map = new TransientMap<number, { readonly words: string[] }>();
    let before = 0;
    for (let n = 0; n < 20_000; n++) {
      map.set(n, { words: Array.from({ length: 40 }, (_, i) => `${n}:${i}`) });
      map.delete(n - 20);
      if (n === 30) {
        collect({ type: 'major' });
        before = grownOld();
      } else if (n % 500 === 0) collect({ type: 'minor' });
    }
    expect(grownOld() - before).toBeLessThan(4_000_000);
  });
});
