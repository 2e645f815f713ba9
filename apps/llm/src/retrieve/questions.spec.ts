import { describe, expect, it } from '@jest/globals';
import { leansOn, questionsIn } from './questions.js';

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

  it.each(['peki ya iade?', 'onun ücreti ne kadar?', 'Peki adalar için?'])('%j', (text) => {
    expect(leansOn(text, 'tr', memory)).toBe('kargo ücreti ne kadar');
  });

  it.each(['and for islands?', 'how much is it?', 'what about returns'])('%j', (text) => {
    expect(leansOn(text, 'en', [{ who: 'customer', text: 'delivery fee' }])).toBe('delivery fee');
  });

  it.each(['iade süresi ne kadar', 'peki siparişimi iptal edersem kargo ücretini kim öder'])('%j does not', (text) => {
    expect(leansOn(text, 'tr', memory)).toBeUndefined();
  });

  it('has nothing to lean on in the beginning', () => {
    expect(leansOn('peki ya iade?', 'tr', [])).toBeUndefined();
  });
});
