import { describe, expect, it } from '@jest/globals';
import { analyse } from '@parley/models';
import { quantitiesIn, quantityAsked } from './quantity.js';

describe('a quantity', () => {
  it.each([
    ['How many days do I have?', 'en', 'time'],
    ['Until when can it come back?', 'en', 'time'],
    ['How long is a card valid?', 'en', 'time'],
    ['How much is delivery?', 'en', 'money'],
    ['Where is my lamp?', 'en', undefined],
    ['Teslimat ne kadar sürer?', 'tr', 'time'],
    ['Kaç günüm var?', 'tr', 'time'],
    ['Kargo kaça?', 'tr', 'money'],
    ['Lambam nerede?', 'tr', undefined],
  ] as const)('of "%s" (%s) is %s', (text, language, wanted) => {
    expect(quantityAsked(analyse(text, language))).toBe(wanted);
  });

  it.each([
    ['within 30 days', ['time']],
    ['2–4 working days, 79.90 TL', ['time', 'money']],
    ['Beş iş günü sürer.', ['time']],
    ['It costs €24.90.', ['money']],
    ['Someone weekly phones 0850 000.', []],
    ['up to five cards', []],
  ])('is given by "%s": %j', (text, wanted) => {
    expect(quantitiesIn(text)).toEqual(wanted);
  });
});
