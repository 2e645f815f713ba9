import { describe, expect, it } from '@jest/globals';
import { fold } from './fold.js';
import { wordsIn } from './words.js';

describe('folding', () => {
  it.each([
    ['İIıi', 'iiii'],
    ['IŞIK', 'isik'],
    ['kâğıt ÇÖĞÜŞ', 'kagit cogus'],
    ['Straße', 'straße'],
  ])('%j becomes %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});

describe('words', () => {
  it.each([
    ["Bozcaada'ya 4 kg", ['bozcaada', '4', 'kg']],
    ["the shop's hours, don't", ['the', 'shop', 'hours', 'dont']],
    ['20.000 TL, 20,000 TL, 59,90 TL', ['20000', 'tl', '20000', 'tl', '59.90', 'tl']],
    ['E3 shows 09:00–19:00', ['e3', 'shows', '09', '00', '19', '00']],
    ['', []],
    ["' . ,", []],
  ])('of %j', (text, words) => {
    expect(wordsIn(text).map(({ folded }) => folded)).toEqual(words);
  });

  it('know where they stand', () => {
    const text = 'İade, İzmir’de';
    expect(wordsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(['İade', 'İzmir’de']);
  });
});
