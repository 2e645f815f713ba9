import { describe, expect, it } from '@jest/globals';
import { languageOf } from './language.js';

describe('the language of the chat box', () => {
  it.each<[string | undefined, string, string[], string]>([
    ['tr', 'en', ['en'], 'tr'],
    [undefined, 'tr-TR', ['en'], 'tr'],
    ['de', '', ['fr', 'TR-tr', 'en'], 'tr'],
    [undefined, '', ['fr'], 'en'],
  ])('of data-lang %j, page %j, browser %j is %s', (own, page, browser, language) => {
    expect(languageOf(own, page, browser)).toBe(language);
  });
});
