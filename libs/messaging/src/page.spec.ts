import { describe, expect, it } from '@jest/globals';
import { fitting } from './page.js';

const kilobytes = (count: number) => ({ text: 'x'.repeat(count * 1024) });

describe('a page', () => {
  it('takes what fits and keeps the order', () => {
    const items = [kilobytes(200), kilobytes(200), kilobytes(200), kilobytes(1)];
    expect(fitting(items)).toEqual(items.slice(0, 2));
  });

  it('takes one that is too large by itself, so that a reader gets on', () => {
    expect(fitting([kilobytes(600), kilobytes(1)])).toHaveLength(1);
  });

  it('of nothing is empty', () => expect(fitting([])).toEqual([]));
});
