import { describe, expect, it } from '@jest/globals';
import { sentencesIn } from './sentences.js';

const split = (text: string) =>
  sentencesIn(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  it.each([
    ['One. Two! Three? Four', ['One.', 'Two!', 'Three?', 'Four']],
    ['Mr. Smith pays approx. 5 TL. He is happy.', ['Mr. Smith pays approx. 5 TL.', 'He is happy.']],
    ['Kazımdirik Mahallesi, 372. Sokak No. 14, Bornova', ['Kazımdirik Mahallesi, 372. Sokak No. 14, Bornova']],
    ['Masa, sandalye vb. Ürünler gelir.', ['Masa, sandalye vb. Ürünler gelir.']],
    ['It costs 59.90 TL. Version 2.1.3 is out.', ['It costs 59.90 TL.', 'Version 2.1.3 is out.']],
    ['See narliev.example for more. İade kolaydır.', ['See narliev.example for more.', 'İade kolaydır.']],
    ['Really?! “Yes.” She left…  Then nothing', ['Really?!', '“Yes.”', 'She left…', 'Then nothing']],
    ['the end. and it goes on', ['the end. and it goes on']],
    ['J. R. Tolkien wrote it. **Read** it.', ['J. R. Tolkien wrote it.', '**Read** it.']],
    ['  spaced.  ', ['spaced.']],
    ['', []],
  ])('of %j', (text, sentences) => {
    expect(split(text)).toEqual(sentences);
  });

  it('keep their place in the text', () => {
    const text = 'Ağ var. Wi-Fi yok.';
    expect(sentencesIn(text, { start: 8, end: text.length })).toEqual([{ start: 8, end: 18 }]);
  });

  it('are found in linear time', () => {
    expect(split('a. '.repeat(100_000))).toHaveLength(1);
    expect(split('A. '.repeat(50_000)).length).toBeGreaterThan(0);
    expect(split('!'.repeat(100_000) + ' A')).toHaveLength(2);
  });
});
