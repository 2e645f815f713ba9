import { describe, expect, it } from '@jest/globals';
import type { Language } from '@parley/contracts';
import { analyse, type PassageHit } from '@parley/models';
import { dissect } from '../evidence/passage-cache.js';
import { weigh } from '../evidence/weigh.js';
import { compose } from './compose.js';

interface Given {
  readonly id?: string;
  readonly title?: string;
  readonly text: string;
  readonly language?: Language;
  readonly start?: number;
  readonly number?: number;
  readonly heading?: readonly string[];
}

const hit = (given: Given): PassageHit => ({
  document: { document_id: given.id ?? 'one', revision: 1, title: given.title ?? '', language: given.language ?? 'en' },
  passage: passageOf(given),
  score: 1,
  words: 1,
});

const passageOf = ({ text, start = 0, number = 0, heading = [] }: Given) => ({
  ...{ number, text, start, end: start + text.length, heading },
});

const answer = (question: string, given: readonly Given[], language: Language = 'en') => {
  const query = analyse(question, language);
  const rarity = query.tokens.map(({ stop }) => (stop ? 0 : 1));
  const hits = given.map(hit);
  return compose(weigh({ hits, query, rarity, alone: rarity, phrases: [], searched: 10 }, hits.map(dissect)), language);
};
const filler = 'Nothing of interest stands in this sentence at all. '.repeat(20);

describe('an answer', () => {
  it('is the best sentence with its neighbours as far as they speak of it, verbatim', () => {
    const text = `${filler}The lamp has a warranty of two years. ${filler}`;
    const { text: said, citations } = answer('warranty of the lamp', [{ text, start: 100 }]);
    expect(said).toBe('The lamp has a warranty of two years.');
    expect(citations).toHaveLength(1);
    const { start, end, quote } = citations[0]!;
    expect([text.slice(start - 100, end - 100), quote]).toEqual([said, said]);
  });

  it('is all of a short passage', () => {
    expect(answer('fee', [{ text: 'The fee is 5 TL. It is paid once.' }]).text).toBe(
      'The fee is 5 TL. It is paid once.',
    );
  });

  it('goes on after a line that only leads in, and does not end with one', () => {
    const list = `${filler}\n\nTo reset the lamp:\n\n- press the button\n- wait\n\n${filler}`;
    expect(answer('reset lamp', [{ text: list }]).text).toBe('To reset the lamp:\n• press the button\n• wait');
    const lead = `${filler}\n\nThe lamp resets overnight. The lamp can do this:\n\n${filler}`;
    expect(answer('lamp resets overnight', [{ text: lead }]).text).toBe('The lamp resets overnight.');
  });

  it('brings the line that leads in to an item', () => {
    const text = `${filler}\n\nWe never take back:\n- coffee\n- opened pillows\n\n${filler}`;
    expect(answer('opened pillows', [{ text }]).text).toBe('We never take back:\n• opened pillows');
  });

  it('begins with the rule where no word tells its sections from each other', () => {
    const title = 'Returning a lamp';
    const rule = { title, text: 'You may change your mind within 30 days.', number: 0 };
    const exception = { title, text: 'A lamp that was cut is no lamp for returning.', number: 3 };
    expect(answer('Can I return a lamp?', [exception, rule]).text).toBe(rule.text);
    const headed = { ...exception, heading: ['What cannot be returned'] };
    expect(answer('Can I return something?', [headed, rule]).text).toBe(rule.text);
    expect(answer('Can I return a cut lamp?', [exception, rule]).text).toBe(exception.text);
  });

  it('is of the section that says in its heading what the title says', () => {
    const title = 'Deleting your account and your data';
    const lead = { title, text: 'Your data belongs to you.', number: 0 };
    const own = { title, heading: ['Deleting your account'], text: 'Press the button.', number: 1 };
    expect(answer('delete my account', [own, lead]).text).toBe(own.text);
  });

  it('is the first number of days where days are asked for', () => {
    const title = 'Delivery';
    const given = [
      { title, text: 'Everything leaves our warehouse.', number: 0 },
      { title, text: 'It comes within two days.', number: 1 },
      { title, text: 'To islands it takes nine days.', number: 2 },
    ];
    expect(answer('How long does delivery take?', given).text).toBe('It comes within two days.');
    expect(answer('Is there a delivery?', given).text).toBe('Everything leaves our warehouse.');
    expect(answer('How long does delivery to islands take?', given).text).toBe('To islands it takes nine days.');
  });

  it('quotes a second document where it says as much', () => {
    const given = [
      { id: 'one', title: 'Mainland', text: 'The delivery fee is 5 TL.' },
      { id: 'two', title: 'Islands', text: 'The delivery fee is 9 TL on islands.' },
    ];
    const { text, citations } = answer('delivery fee', given);
    expect(text).toBe('The delivery fee is 5 TL.\n\nFrom “Islands”:\nThe delivery fee is 9 TL on islands.');
    expect(citations.map(({ document_id }) => document_id)).toEqual(['one', 'two']);
  });

  it('says when it is in another language', () => {
    const { text } = answer('Lumo lambası', [{ title: 'Lumo', text: 'Lumo is a lamp.' }], 'tr');
    expect(text).toBe('Bunu yalnızca İngilizce olarak, “Lumo” sayfamızda buldum:\nLumo is a lamp.');
  });

  it('is never long, whatever the passage is', () => {
    const text = `lamp ${'lamp word '.repeat(3000)}`;
    const { text: said, citations } = answer('lamp', [{ text }, { id: 'two', text }]);
    expect(said.length).toBeLessThan(4000);
    expect(Math.max(...citations.map(({ quote }) => quote.length))).toBeLessThanOrEqual(2000);
  });

  it('leaves values alone that look like places for values', () => {
    expect(answer('{text} fee', [{ title: 'A {title} $& page', text: 'The fee {text} is $& 5.' }]).text).toBe(
      'The fee {text} is $& 5.',
    );
  });
});
