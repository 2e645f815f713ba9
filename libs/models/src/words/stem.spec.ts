import { describe, expect, it } from '@jest/globals';
import { fold } from './fold.js';
import { stem } from './stem.js';

const stems = (words: string, language: 'en' | 'tr') =>
  new Set(words.split(' ').map((word) => stem(fold(word), language)));

describe('stems of Turkish', () => {
  it.each([
    'sipariş siparişim siparişimi siparişler siparişlerimiz siparişin siparişten',
    'iade iadem iadeyi iadesi iadeler iadelerin',
    'kargo kargom kargoya kargonun kargodan',
    'kod kodu kodum kodunuz kodlar',
    'gün günü günler günde günlük gündür',
    'taksit taksitli taksitler taksitle',
    'kart kartı kartım kartıma kartla',
    'kitap kitabı kitabım kitaplar',
    'mağaza mağazada mağazanız mağazaya mağazalar',
    'al aldım alıyor alacağım alınır aldığım',
    'gel geliyo geliyom gelicem gelcem',
    'nerede nerde',
    'öde ödüyor ödüyorsunuz ödedim öder ödenir ödüyo ödicem',
    'bekle bekliyorum bekledim beklerim bekliyo bekliyom beklicez',
    'yolla yolluyo yollucam yolladım',
    'gönder gönderdim gönderiyorsunuz gönderilecek gönderen',
  ])('%j are one', (words) => {
    expect(stems(words, 'tr').size).toBe(1);
  });

  it.each([
    'iade iptal',
    'kart kat',
    'kart kardeş',
    'taşı taşın',
    'gün güç',
    'kargo kurye',
    'fatura fiyat',
    'süre sürüm',
  ])('%j are two', (words) => {
    expect(stems(words, 'tr').size).toBe(2);
  });

  it.each(['şifremi sifremi', 'ödeme odeme', 'İade iade', 'ISMARLAMA ısmarlama'])(
    '%j are one without diacritics',
    (words) => {
      expect(stems(words, 'tr').size).toBe(1);
    },
  );
});

describe('stems of English', () => {
  it.each([
    'return returns returned returning',
    'bought buy buying',
    'paid pay',
    'lost lose',
    'instalment instalments installment',
    'delivery deliveries',
  ])('%j are one', (words) => {
    expect(stems(words, 'en').size).toBe(1);
  });
});

describe('stems', () => {
  it('leave numbers and codes as they are', () => {
    expect([stem('e3', 'tr'), stem('20000', 'en'), stem('ne104512', 'tr')]).toEqual(['e3', '20000', 'ne104512']);
  });

  it('take long nonsense in linear time', () => {
    expect(stem('lerin'.repeat(4000), 'tr').length).toBeLessThan(13);
  });
});
