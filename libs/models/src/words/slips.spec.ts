import { describe, expect, it } from '@jest/globals';
import type { Language } from '@parley/contracts';
import { analyse } from './analyse.js';
import { isSlip, withoutSlips } from './slips.js';

describe('a slip of the finger', () => {
  it.each([
    ['waranty', 'warranty', true],
    ['warrranty', 'warranty', true],
    ['warrenty', 'warranty', true],
    ['wararnty', 'warranty', true],
    ['wrrenty', 'warranty', false],
    ['ytnarraw', 'warranty', false],
    ['warrant', 'warranty', true],
    ['paint', 'point', false],
    ['pount', 'point', true],
    ['mirror', 'minor', false],
    ['point', 'point', false],
  ])('makes %j of %j: %s', (typed, meant, wanted) => {
    expect(isSlip(typed, meant)).toBe(wanted);
  });
});

describe('a question with slips', () => {
  const stems = (text: string, language: Language, known: string[] = []) =>
    withoutSlips(analyse(text, language), language, ({ stem }) => known.includes(stem))
      .tokens.filter(({ stop }) => !stop)
      .map(({ stem }) => stem);

  it.each([
    ['how long is the warrenty', 'how long is the warranty', 'en'],
    ['my delviery is late', 'my delivery is late', 'en'],
    ['I want to get refnuded', 'I want to get refunded', 'en'],
    ['what is your addrses', 'what is your address', 'en'],
    ['siparsimi iptal edin', 'siparişimi iptal edin', 'tr'],
    ['gaarntim var mı', 'garantim var mı', 'tr'],
    ['telsimat ne zaman', 'teslimat ne zaman', 'tr'],
  ] as const)('%j is meant as %j', (typed, meant, language) => {
    const [mended, wanted] = [typed, meant].map((text) => withoutSlips(analyse(text, language), language, () => false));
    expect(mended!.mentions).toEqual(wanted!.mentions);
    expect(stems(typed, language)).toEqual(stems(meant, language));
  });

  it('is left as it is where a document has the word', () => {
    expect(stems('do you have brackets', 'en')).toEqual(['bracket']);
    expect(stems('where is the packer', 'en', ['packer'])).toEqual(['packer']);
    expect(stems('where is the packer', 'en')).not.toEqual(['packer']);
  });

  it('is no form of grammar: pensioners are not read as doing', () => {
    expect(stems('emeklilere indirim var mı', 'tr')).toEqual(['emekl', 'indir']);
  });

  it('keeps short words, numbers and what is near to nothing', () => {
    expect(stems('E503 gifs xylophone', 'en')).toEqual(['e503', 'gif', 'xylophon']);
  });
});
