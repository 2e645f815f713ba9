import { describe, expect, it } from '@jest/globals';
import type { Language } from '@parley/contracts';
import { wordsOf } from '../text/words.js';
import { findEntities } from './find-entities.js';
import { Gazetteer } from './gazetteer.js';

/** A Tuesday. */
const at = Date.UTC(2026, 2, 3, 15);
const gazetteer = new Gazetteer([
  {
    type: 'product',
    values: [
      { value: 'Lumo One', synonyms: ['lumo', 'lumo lamba'] },
      { value: 'Çaydanlık', synonyms: [] },
    ],
  },
]);

const find = (text: string, language: Language = 'tr') =>
  findEntities({ text, words: wordsOf(text, 200), language, at, gazetteer });
const values = (text: string, language?: Language) => find(text, language).map(({ type, value }) => `${type} ${value}`);

describe('entities of a text', () => {
  it.each<[string, string[]]>([
    ['LM-104233 nerede?', ['order_number LM-104233']],
    ["lm-104233'ü iptal et", ['order_number LM-104233']],
    ["PX-1042'yi geri göndereceğim", ['order_number PX-1042']],
    ['siparişim lm104233', ['order_number LM-104233']],
    ['order LM 104233', ['order_number LM-104233']],
    ['İR-104233', ['order_number IR-104233']],
    ['sipariş numaram 104233', ['order_number 104233']],
    ['104233 numaralı siparişim gelmedi', ['order_number 104233']],
    ['my order number is 104233', ['order_number 104233']],
    ['#104233', ['order_number 104233']],
    ['tel 1042', []],
    ['104233', []],
    ['2026 yılında', []],
    ['fiyatı 12.500 TL, 1042,50 değil', []],
  ])('order numbers: %s', (text, expected) => expect(values(text)).toEqual(expected));

  it.each<[string, string[]]>([
    ['Adresim Ayşe.Kaya+shop@Example.com.', ['email ayşe.kaya+shop@example.com']],
    ["ada@example.co.uk'ye yazın", ['email ada@example.co.uk']],
    ['(ada@example.com)', ['email ada@example.com']],
    ['İREM.IŞIK@EXAMPLE.COM', ['email irem.işik@example.com']],
    ['ada@example', []],
    ['@ada ada@ @', []],
    ['a@b.co,c@d.co', ['email a@b.co', 'email c@d.co']],
  ])('e-mails: %s', (text, expected) => expect(values(text)).toEqual(expected));

  it.each<[string, string[]]>([
    ['0532 123 45 67', ['phone +905321234567']],
    ["numaram 0(532) 123-45-67'dir", ['phone +905321234567']],
    ['+44 20 7946 0958', ['phone +442079460958']],
    ['0090 532 123 45 67', ['phone +905321234567']],
    ['1234567890123', []],
  ])('phones: %s', (text, expected) => expect(values(text)).toEqual(expected));

  it.each<[string, string[]]>([
    ['yarın gelsin', ['date 2026-03-04']],
    ['yarin', ['date 2026-03-04']],
    ['dünden beri', ['date 2026-03-02']],
    ["5 Mart'ta teslim", ['date 2026-03-05']],
    ['25 Aralık 2025', ['date 2025-12-25']],
    ['25 aralik', ['date 2025-12-25']],
    ['next Monday', ['date 2026-03-09']],
    ['last Friday', ['date 2026-02-27']],
    ['on Tuesday', ['date 2026-03-03']],
    ['next Tuesday', ['date 2026-03-10']],
    ['önümüzdeki pazartesiye kadar', ['date 2026-03-09']],
    ['geçen cuma', ['date 2026-02-27']],
    ['bu pazar', ['date 2026-03-08']],
    ['March 5th, 2026', ['date 2026-03-05']],
    ['the 5th of March', ['date 2026-03-05']],
    ['05.03.2026', ['date 2026-03-05']],
    ['3/25/2026', ['date 2026-03-25']],
    ['2026-03-05', ['date 2026-03-05']],
    ['31.02.2026', []],
    ['3 gün önce', ['date 2026-02-28']],
    ['iki hafta sonra', ['date 2026-03-17']],
    ['in 3 days', ['date 2026-03-06']],
    ['the day after tomorrow', ['date 2026-03-05']],
    ['may I march on', []],
    ['1.5.2', []],
    ['dünyanın en iyisi', []],
  ])('dates: %s', (text, expected) => expect(values(text)).toEqual(expected));

  it.each<[string, string[]]>([
    ["Lumo One'ın fiyatı", ['product Lumo One']],
    ['LUMO LAMBA var mı', ['product Lumo One']],
    ['caydanlik almak istiyorum', ['product Çaydanlık']],
    ['ÇAYDANLIK', ['product Çaydanlık']],
    ['lumoya', []],
  ])('the company’s own: %s', (text, expected) => expect(values(text)).toEqual(expected));

  it.each([
    "İstanbul'dan: LM-104233'ü 👍 5 Mart'ta ada@example.com'a ve 0532 123 45 67'ye bildirin, Lumo One'ı da",
    'Ｆull ǆ İİİ ﷽ LM-104233 yarın',
  ])('stand where they say in the text as it was sent: %s', (text) => {
    const entities = find(text);
    expect(entities.length).toBeGreaterThan(1);
    for (const { text: part, start, end } of entities) {
      expect(text.slice(start, end)).toBe(part);
      expect(part).not.toMatch(/['’]/);
    }
  });
});
