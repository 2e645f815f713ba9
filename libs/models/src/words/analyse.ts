import type { Language } from '@parley/contracts';
import { mentionsIn, type Mention } from './concepts.js';
import { stem } from './stem.js';
import { stopWords } from './stop-words.js';
import { wordsIn, type Word } from './words.js';

export interface Token extends Word {
  readonly stem: string;
  /** Grammar or politeness: says nothing of the subject. */
  readonly stop: boolean;
}

/** A text as it is searched and compared. */
export interface Analysis {
  readonly tokens: readonly Token[];
  readonly mentions: readonly Mention[];
}

const singleLetter = /^\p{L}$/u;

export function analyse(text: string, language: Language): Analysis {
  const tokens = wordsIn(text).map((word): Token => ({
    ...word,
    stem: stem(word.folded, language),
    stop: stopWords[language].has(word.folded) || singleLetter.test(word.folded),
  }));
  const stems = tokens.map((token) => token.stem);
  return { tokens, mentions: mentionsIn(stems, language) };
}
