import type { Language, Reading } from '@parley/contracts';
import { recognise } from '../act/recognise.js';
import { identify } from '../language/identify.js';
import { wordsOf } from '../text/words.js';

export const modelVersion = 'rules-1';

/** Characters and words of a text that are read; what follows changes neither language nor act. */
const readCharacters = 2000;
const readWords = 200;

/** What the rules make of an utterance. `locale` is the language of the session so far. */
export function readUtterance(text: string, locale?: Language): Reading {
  const head = text.length > readCharacters ? text.slice(0, readCharacters) : text;
  const words = wordsOf(head, readWords);
  const { act, languages } = recognise(head, words);
  const [said] = languages;
  const told = said && languages.length === 1 ? { language: said, confidence: 0.95 } : identify(head, words, locale);
  return {
    language: told.language,
    language_confidence: told.confidence,
    act,
    intents: [],
    out_of_scope: false,
    entities: [],
    model_version: modelVersion,
  };
}
