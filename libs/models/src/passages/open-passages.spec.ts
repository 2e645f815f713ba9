import { describe, expect, it } from '@jest/globals';
import { readSettings, serviceSettings } from '@parley/runtime';
import { passageSettings, refuseHalfPinecone } from './open-passages.js';

const given = (environment: Record<string, string>) => () =>
  refuseHalfPinecone(readSettings(environment, { ...serviceSettings, ...passageSettings }));

const key = { PARLEY_PINECONE_KEY: 'key' };
const words = { PARLEY_PINECONE_WORDS_HOST: 'words.example' };
const meaning = { PARLEY_PINECONE_MEANING_HOST: 'meaning.example' };

describe('settings of Pinecone', () => {
  it.each([{}, { ...key, ...words }, { ...key, ...words, ...meaning }])('are whole: %j', (environment) => {
    expect(given(environment)).not.toThrow();
  });

  it.each([
    [words, 'PARLEY_PINECONE_KEY'],
    [key, 'PARLEY_PINECONE_WORDS_HOST'],
    [meaning, 'PARLEY_PINECONE_KEY'],
    [{ ...key, ...meaning }, 'PARLEY_PINECONE_WORDS_HOST'],
  ])('are refused by halves: %j lacks %s', (environment, missing) => {
    expect(given(environment)).toThrow(missing);
  });
});
