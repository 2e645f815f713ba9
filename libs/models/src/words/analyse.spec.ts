import { describe, expect, it } from '@jest/globals';
import table from './concepts.json' with { type: 'json' };
import { analyse, analyseAcross } from './analyse.js';
import type { Analysis } from './analyse.js';

const concepts = ({ mentions }: Analysis) => new Set(mentions.map(({ concept }) => concept));
const shared = (one: Analysis, other: Analysis) => [...concepts(one)].filter((concept) => concepts(other).has(concept));

describe('what a text means', () => {
  it.each([
    ['a voucher from my aunt', 'gift card', 'en'],
    ['bring it back', 'returning an item', 'en'],
    ['guarantee', 'warranty', 'en'],
    ['send it back', 'we take returns', 'en'],
    ['geri yolladığım lamba', 'iade süresi', 'tr'],
    ['kırılmış geldi', 'hasarlı ürün', 'tr'],
    ['parolamı unuttum', 'şifre', 'tr'],
    ['has my parcel been sent? no news since', 'Tracking an order', 'en'],
    ['taking some items out of an order', 'Changing my order', 'en'],
    ['kutusunu attım', 'iade şartları', 'tr'],
  ] as const)('%j and %j share a concept', (one, other, language) => {
    expect(shared(analyse(one, language), analyse(other, language))).not.toEqual([]);
  });

  it.each([
    ['gümrük parası', 'customs duties'],
    ['kargo ücreti', 'delivery fee'],
    ['iade', 'refund'],
  ])('%j and %j share a concept across the languages', (turkish, english) => {
    expect(shared(analyse(turkish, 'tr'), analyse(english, 'en'))).not.toEqual([]);
  });

  it.each(['Kargo ne kadar sürer?', 'Teslimat ne kadar sürüyor?'])('%j asks for a time and not for a price', (text) => {
    expect(shared(analyse(text, 'tr'), analyse('ne kadar', 'tr'))).toEqual([]);
    expect(shared(analyse(text, 'tr'), analyse('how long', 'en'))).not.toEqual([]);
  });

  it('is not what only the words of grammar have in common', () => {
    expect(shared(analyse('how do I do that', 'en'), analyse('what is it', 'en'))).toEqual([]);
  });
});

describe('words of a text', () => {
  it('are marked as grammar or content', () => {
    const content = analyse('Lütfen siparişimi nasıl iptal edebilirim acaba?', 'tr').tokens.filter(({ stop }) => !stop);
    expect(content.map(({ folded }) => folded)).toEqual(['siparisimi', 'iptal']);
  });

  it.each(['iade süresi nedir', 'iade koşulları nelerdir'])('%j asks what it is without saying more', (text) => {
    expect(analyse(text, 'tr').tokens.map(({ stop }) => stop)).toEqual([false, false, true]);
  });

  it('say little where they are common in talk of anything, in whatever form', () => {
    const weak = analyse('bunu haftaya kardeşime versem bir vida az çıktı', 'tr').tokens.filter(({ weak }) => weak);
    expect(weak.map(({ folded }) => folded)).toEqual(['haftaya', 'kardesime', 'versem', 'bir', 'cikti']);
    const framing = analyse('I want help with problems, can you assist me', 'en').tokens.filter(({ stop }) => !stop);
    expect(framing.map(({ folded, weak }) => [folded, weak])).toEqual([
      ['help', true],
      ['problems', true],
      ['assist', true],
    ]);
    const said = analyse('someone says the lamp keeps flickering', 'en').tokens.filter(
      ({ stop, weak }) => !stop && !weak,
    );
    expect(said.map(({ folded }) => folded)).toEqual(['lamp', 'flickering']);
  });

  it.each([
    ["14'ünde gelir mi", 'tr', ['14', 'gelir']],
    ['9dan beri', 'tr', ['9', 'beri']],
    ['3 un kurabiyesi', 'tr', ['3', 'un', 'kurabiyesi']],
    ['at 3pm', 'en', ['3']],
    ['the 2nd lamp', 'en', ['2', 'lamp']],
    ['3 lamps', 'en', ['3', 'lamps']],
  ] as const)('of %j that are stuck to a number are grammar', (text, language, content) => {
    const said = analyse(text, language).tokens.filter(({ stop }) => !stop);
    expect(said.map(({ folded }) => folded)).toEqual(content);
  });

  it('are the same with a letter typed once or twice', () => {
    const stems = (text: string) => analyse(text, 'en').tokens.map(({ stem }) => stem);
    expect(stems('adress accomodation refunddable')).toEqual(stems('address accommodation refundable'));
  });

  it('are read in the other language as they stand', () => {
    const { tokens, mentions } = analyseAcross("Lumo One'ı nasıl resetlerim", 'tr', 'en');
    expect(tokens.filter(({ stop }) => !stop).map(({ stem }) => stem)).toEqual(['lumo', 'on', 'resetlerim']);
    expect(mentions).not.toEqual([]);
  });
});

describe('phrases of the table', () => {
  const shared = (one: string, other: string) => {
    const [ones, others] = [one, other].map((text) => {
      const phrases = analyse(text, 'en').mentions.filter(({ phrase }) => phrase);
      return new Set(phrases.map(({ concept }) => concept));
    });
    return [...ones!].filter((concept) => others!.has(concept)).length;
  };

  it.each([
    ['send the lamp back', 'send it back'],
    ['how do I return something', 'how do I return it'],
  ])('are in %j as in %j', (one, other) => {
    expect(shared(one, other)).toBeGreaterThan(0);
  });

  it.each([
    ['how many days do I have to return something', 'how do I return something'],
    ['take the sofa to the back door', 'take it back'],
  ])('are not in %j as in %j', (one, other) => {
    expect(shared(one, other)).toBe(0);
  });
});

describe('the table of concepts', () => {
  it('names each in both languages and repeats no word in a row', () => {
    for (const row of table)
      for (const text of [row.en, row.tr]) {
        const entries = text.split(',').map((entry) => entry.trim());
        expect(entries.filter((entry) => entry === '')).toEqual([]);
        expect(entries).toEqual([...new Set(entries)]);
      }
  });
});
