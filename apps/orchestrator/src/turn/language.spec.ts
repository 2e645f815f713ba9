import { describe, expect, it } from '@jest/globals';
import type { Reading } from '@parley/contracts';
import { languageByLetters, languageOfText } from './language.js';

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

describe('languageOfText', () => {
  const reading = (start: number, end: number) =>
    ({
      language: 'en',
      entities: [{ type: 'email', text: '', value: '', start, end, confidence: 1 }],
    }) as unknown as Reading;

  it.each([
    ['ada@mail.example', 0, 16, 'tr'],
    [' ada@mail.example.', 1, 17, 'tr'],
    ['it is ada@mail.example', 6, 22, 'en'],
  ] as const)('"%s" in a Turkish chat is %s–%s a value, so it is read in %s', (text, start, end, language) => {
    expect(languageOfText(text, reading(start, end), 'tr')).toBe(language);
  });
});
