import { describe, expect, it } from '@jest/globals';
import { analyse } from '@parley/models';
import { quantitiesIn, quantityAsked, quantityTouched } from './quantity.js';

describe('a quantity', () => {
  it.each([
    ['How many days do I have?', 'en', 'time'],
    ['Until when can it come back?', 'en', 'time'],
    ['How long is a card valid?', 'en', 'time'],
    ['When is it valid?', 'en', undefined],
    ['How much is delivery?', 'en', 'money'],
    ['How many weeks does it take?', 'en', 'time'],
    ['which region is the cheapest', 'en', 'money'],
    ['what is the maximum size of a file', 'en', 'number'],
    ['how much memory does it need', 'en', 'number'],
    ['Where is my lamp?', 'en', undefined],
    ['take it back within a week', 'en', undefined],
    ['Teslimat ne kadar sürer?', 'tr', 'time'],
    ['Kaç günüm var?', 'tr', 'time'],
    ['İade süresi nedir?', 'tr', 'time'],
    ['Kart ne kadar geçerli?', 'tr', 'time'],
    ['Kargo kaça?', 'tr', 'money'],
    ['Kurulum kaç lira?', 'tr', 'money'],
    ['En fazla ne yüklenir?', 'tr', 'number'],
    ['Lambam nerede?', 'tr', undefined],
  ] as const)('of "%s" (%s) is %s', (text, language, wanted) => {
    expect(quantityAsked(analyse(text, language))?.quantity).toBe(wanted);
  });

  it('is touched where something valid or a price is spoken of', () => {
    expect(quantityTouched(analyse('Hediye kartı geçerli mi?', 'tr'))).toBe('time');
    expect(quantityTouched(analyse('is it worth its price', 'en'))).toBe('money');
    expect(quantityTouched(analyse('where is my lamp', 'en'))).toBeUndefined();
  });

  it.each([
    ['how many gift cards can I use', 'en', 2],
    ['how many more cards', 'en', 3],
    ['bir siparişte kaç tane çek kullanılır', 'tr', 4],
    ['how many are there', 'en', undefined],
    ['how many days', 'en', undefined],
  ] as const)('in "%s" (%s) counts word %s', (text, language, wanted) => {
    expect(quantityAsked(analyse(text, language))?.counted).toBe(wanted);
  });

  it.each([
    ['within 30 days', ['time', 'number']],
    ['2–4 working days, 79.90 TL', ['time', 'money', 'number']],
    ['Beş iş günü sürer.', ['time', 'number']],
    ['It leaves on the next working day.', []],
    ['It takes a few days, or one on Monday.', ['time']],
    ['Bir gün sürer.', ['time']],
    ['Ubuntu 20.04', ['number']],
    ['It costs €24.90.', ['money', 'number']],
    ['Kargo ücretsiz.', ['money']],
    ['Someone weekly phones feel freedom.', []],
    ['up to five cards', ['number']],
  ])('is given by "%s": %j', (text, wanted) => {
    expect(quantitiesIn(text)).toEqual(wanted);
  });
});
