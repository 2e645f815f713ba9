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

  it.each([
    'Combien coûte la livraison de mon colis ?',
    'je ne peux pas me connecter à mon compte',
    'Où est ma commande ? Elle n’est pas arrivée',
    'comment puis-je retourner un article reçu',
    'Wie kann ich meine Bestellung zurückschicken?',
    'wo ist mein Päckchen, es ist noch nicht da',
    '¿Dónde está mi pedido?',
    'quanto costa la spedizione per il mio ordine',
    'como posso devolver meu pedido',
    'hoe kan ik mijn bestelling annuleren',
  ])('%j is in neither: English', (text) => {
    expect([languageOf(text), languageOf(text, 'tr')]).toEqual(['en', 'en']);
  });

  it.each([
    ['su ilacı sipariş etmek istiyorum', 'tr'],
    ['en ucuz kargo hangisi', 'tr'],
    ['El Paso a bir paket yollar misiniz', 'tr'],
    ['do you ship to Los Angeles or Las Vegas', 'en'],
    ['is the sofa made con amore in Italy', 'en'],
  ] as const)('%j with words of a third one is %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });

  it.each(['TR-12345', '42', 'ok', '', 'iPhone 15'])('of %j is that of the session so far', (text) => {
    expect([languageOf(text, 'tr'), languageOf(text, 'en'), languageOf(text)]).toEqual(['tr', 'en', 'en']);
  });
});
