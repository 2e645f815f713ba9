import { describe, expect, it } from '@jest/globals';
import { analyse } from '../words/analyse.js';
import { raritiesOf } from './rarity.js';

describe('how rare the words of a question are', () => {
  it('is as rare as what means the same, and alone as rare as it is itself', () => {
    const asked = analyse('driver english', 'en');
    const common = new Set(asked.mentions.filter(({ from }) => from === 0).map(({ concept }) => concept));
    const { rarity, alone } = raritiesOf(asked, asked, {
      word: () => 0.9,
      concept: (concept) => (common.has(concept) ? 0.3 : 0.9),
    });
    expect(rarity).toEqual([0.3, 0.9]);
    expect(alone).toEqual([0.9, 0.9]);
  });

  it('is alone that of the word as it was typed', () => {
    const typed = analyse('packer', 'en');
    const read = analyse('packet', 'en');
    const { rarity, alone } = raritiesOf(read, typed, {
      word: ({ stem }) => (stem === 'packer' ? 1 : 0.2),
      concept: () => 0.2,
    });
    expect([rarity, alone]).toEqual([[0.2], [1]]);
  });
});
