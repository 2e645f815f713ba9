import { describe, expect, it } from '@jest/globals';
import { leaning, questionsIn } from './questions.js';

describe('questions in a burst', () => {
  it.each([
    ['kargo ücreti ne kadar?\niade süresi ne kadar?', 2],
    ['hi there\nmy lamp broke\nwhat now?', 1],
    ['how long is the warranty?', 1],
    ['how long is the warranty?\nreally?', 1],
    ['a cat?\na dog?\na cow?\na pig?', 1],
  ])('%j are %d', (text, count) => {
    expect(questionsIn(text, text.startsWith('k') ? 'tr' : 'en')).toHaveLength(count);
  });
});

describe('a question that leans on the one before', () => {
  const memory = [
    { who: 'customer', text: 'kargo ücreti ne kadar' },
    { who: 'bot', text: 'Kargo 49,90 TL.' },
    { who: 'customer', text: 'peki' },
  ] as const;
  const english = [{ who: 'customer', text: 'delivery fee' }] as const;

  it.each([
    ['peki ya iade?', 'first'],
    ['Peki adalar için?', 'first'],
    ['onun ücreti ne kadar?', 'else'],
    ['onu bugün alabilir miyim', 'first'],
    ['onu iade edebilir miyim', 'else'],
    ['peki Lumo One nasıl sıfırlanır?', 'else'],
  ])('%j: %s', (text, kind) => {
    expect(leaning(text, 'tr', memory)).toEqual({ kind, before: 'kargo ücreti ne kadar' });
  });

  it.each([
    ['and for islands?', 'first'],
    ['what about returns', 'first'],
    ['how much is it?', 'first'],
    ['can I cancel it?', 'else'],
    ['and how do I reset the Lumo One?', 'else'],
    ['also, where is the showroom', 'else'],
    ['and can I cancel it?', 'first'],
  ])('%j: %s', (text, kind) => {
    expect(leaning(text, 'en', english)).toEqual({ kind, before: 'delivery fee' });
  });

  it.each([
    ['iade süresi ne kadar', 'tr'],
    ['peki siparişimi iptal edersem kargo ücretini kim öder', 'tr'],
    ['is there parking?', 'en'],
    ['how do I reset the Lumo One', 'en'],
    ["Lumo One'ı nasıl sıfırlarım", 'tr'],
    ['Android app', 'en'],
  ] as const)('%j does not', (text, language) => {
    expect(leaning(text, language, language === 'tr' ? memory : english)).toEqual({ kind: 'alone' });
  });

  it('has nothing to lean on in the beginning', () => {
    expect(leaning('peki ya iade?', 'tr', [])).toEqual({ kind: 'alone' });
  });
});
