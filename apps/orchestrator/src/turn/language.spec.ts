import { describe, expect, it } from '@jest/globals';
import { languageByLetters } from './language.js';

describe('languageByLetters', () => {
  it.each([
    ['kargo ücreti ne kadar', 'en', 'tr'],
    ['İade', 'en', 'tr'],
    ['u\u0308cret', 'en', 'tr'],
    ['where is my order', 'en', 'en'],
    ['iade suresi', 'tr', 'tr'],
  ] as const)('%s after %s is %s', (text, spoken, language) => {
    expect(languageByLetters(text, spoken)).toBe(language);
  });
});
