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

  describe('of a phrase', () => {
    const phrasesOf = (text: string, word: number, concept: number) => {
      const asked = analyse(text, 'en');
      return raritiesOf(asked, asked, { word: () => word, concept: () => concept }).phrases;
    };

    it('is told where none of its words are as rare', () => {
      const [first] = phrasesOf('please, a cancellation fee', 0.2, 0.6);
      expect(first).toEqual({ concept: expect.any(Number), start: 10, rarity: 0.6 });
    });

    it('is not told where a word of it says as much, nor where no document has it', () => {
      expect(phrasesOf('cancellation fee', 0.6, 0.6)).toEqual([]);
      expect(phrasesOf('cancellation fee', 0.2, 1)).toEqual([]);
    });

    it('is told once for each meaning', () => {
      const told = phrasesOf('cancellation fee or cancellation charge', 0.2, 0.6).map(({ concept }) => concept);
      expect(new Set(told).size).toBe(told.length);
      expect(told).not.toEqual([]);
    });

    it('is not told of a word', () => {
      expect(phrasesOf('cancellation', 0.2, 0.6)).toEqual([]);
    });
  });
});
