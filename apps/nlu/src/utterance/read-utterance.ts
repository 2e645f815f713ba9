import type { Language, Reading } from '@parley/contracts';
import { recognise } from '../act/recognise.js';
import { findEntities } from '../entity/find-entities.js';
import { identify } from '../language/identify.js';
import { wordsOf } from '../text/words.js';
import type { Understanding } from '../understanding/understanding.js';

/** Where no model of the company was asked. */
const modelVersion = 'rules-1';

/** Characters and words of a text that are read; what follows changes neither language nor act, and hardly what is wanted. */
const readCharacters = 2000;
const readWords = 200;

export interface Circumstances {
  /** Language of the session so far. */
  readonly locale?: Language | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly understanding?: Understanding | undefined;
}

/** What the rules, and the company's model where there is one, make of an utterance. Small talk is not classified. */
export function readUtterance(text: string, { locale, at, understanding }: Circumstances): Reading {
  const head = text.length > readCharacters ? text.slice(0, readCharacters) : text;
  const words = wordsOf(head, readWords);
  const { act, languages } = recognise(head, words);
  const [said] = languages;
  const told = said && languages.length === 1 ? { language: said, confidence: 0.95 } : identify(head, words, locale);
  const classified =
    understanding && act === 'none' && words.length > 0 ? understanding.classifier.classify(words) : none;
  const gazetteer = understanding?.gazetteer;
  return {
    language: told.language,
    language_confidence: told.confidence,
    act,
    ...classified,
    entities: findEntities({ text: head, words, language: told.language, at, ...(gazetteer ? { gazetteer } : {}) }),
    model_version: understanding?.version ?? modelVersion,
  };
}

const none = { intents: [], out_of_scope: false };
