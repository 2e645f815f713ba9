import { describe, expect, it } from '@jest/globals';
import { readUtterance } from './read-utterance.js';

const at = Date.UTC(2026, 2, 3);

describe('reading an utterance', () => {
  it('tells language and act, and that no model was asked', () => {
    expect(readUtterance('Teşekkürler!', { locale: 'en', at })).toEqual({
      language: 'tr',
      language_confidence: 0.95,
      act: 'thanks',
      intents: [],
      out_of_scope: false,
      entities: [],
      model_version: 'rules-1',
    });
  });

  it('takes the language of the session where the text does not tell', () => {
    expect(readUtterance('bye', { locale: 'tr', at })).toMatchObject({ language: 'tr', act: 'goodbye' });
    expect(readUtterance('bye', { locale: 'en', at })).toMatchObject({ language: 'en', act: 'goodbye' });
    expect(readUtterance('Ok.', { locale: 'tr', at })).toMatchObject({ language: 'tr', act: 'acknowledgement' });
    expect(readUtterance('okk', { locale: 'en', at })).toMatchObject({ language: 'en', act: 'acknowledgement' });
    expect(readUtterance('ok thanks', { locale: 'tr', at })).toMatchObject({ language: 'en', act: 'thanks' });
  });

  it('finds what is named in it', () => {
    const { entities } = readUtterance('LM-104233 yarın gelir mi?', { at });
    expect(entities.map(({ type, value }) => [type, value])).toEqual([
      ['order_number', 'LM-104233'],
      ['date', '2026-03-04'],
    ]);
  });

  it.each([
    ['ş', 16000],
    ["a'", 8000],
    ['1', 16000],
    ['1 ', 8000],
    ['@', 16000],
    ['a@', 8000],
    ['a.', 8000],
    ['LM-1', 4000],
    ['1.1', 5000],
    ['(1)', 5000],
    ['5 mart ', 2000],
    ['order no ', 1700],
  ])('reads %j again and again, up to the longest text, in linear time', (part, times) => {
    const began = performance.now();
    expect(readUtterance(part.repeat(times), { at }).entities.length).toBeLessThanOrEqual(50);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
