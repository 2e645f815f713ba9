import { describe, expect, it } from '@jest/globals';
import { loadTexts, mixOf } from './texts.js';

describe('texts of a run', () => {
  it('are generated without the evaluation data, and say so', async () => {
    const texts = await loadTexts(undefined);
    expect(texts.source).toBe('generated');
    expect(texts.answerable.length).toBeGreaterThan(20);
  });

  it('mix so that more than half must be looked up and few are foreign', async () => {
    const texts = await loadTexts(undefined);
    const mix = mixOf(texts, 1000);
    const share = (list: readonly string[]) => mix.filter((text) => list.includes(text)).length / mix.length;
    expect(share(texts.answerable) + share(texts.foreign)).toBeGreaterThan(0.5);
    expect(share(texts.foreign)).toBeCloseTo(0.1);
  });
});
