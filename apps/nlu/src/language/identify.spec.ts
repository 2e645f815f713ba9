import { describe, expect, it } from '@jest/globals';
import type { Language } from '@parley/contracts';
import { wordsOf } from '../text/words.js';
import { identify } from './identify.js';

const languageOf = (text: string, locale?: Language) => identify(text, wordsOf(text, 200), locale).language;

describe('language of a text', () => {
  it.each([
    ['Kargom nerede?', 'tr'],
    ['siparisim ne zaman gelir', 'tr'],
    ['SİPARİŞİM GELMEDİ', 'tr'],
    ['iade kosullari neler', 'tr'],
    ['sifremi unuttum', 'tr'],
    ['faturami indirebilir miyim', 'tr'],
    ["iPhone'umu iade edebilir miyim", 'tr'],
    ['urun bozuk cikti', 'tr'],
    ['kredi karti ile taksit var mi', 'tr'],
    ['garanti suresi', 'tr'],
    ['odeme basarisiz oldu', 'tr'],
    ['adresimi degistirmek istiyorum', 'tr'],
    ["I haven't received my parcel", 'en'],
    ['where is my order', 'en'],
    ['opening hours', 'en'],
    ['shipping costs', 'en'],
    ['refund', 'en'],
    ['Can I pay with my credit card?', 'en'],
    ['warranty period', 'en'],
    ['how do I change my password', 'en'],
    ['my name is Ayşe, where is my order?', 'en'],
    ['tracking number nereden bulabilirim', 'tr'],
    ['the delivery in İstanbul is late', 'en'],
  ] as const)('%j is %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each(['TR-12345', '42', 'ok', '', 'iPhone 15'])('of %j is that of the session so far', (text) => {
    expect([languageOf(text, 'tr'), languageOf(text, 'en'), languageOf(text)]).toEqual(['tr', 'en', 'en']);
  });
});
