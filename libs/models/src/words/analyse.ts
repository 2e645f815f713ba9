import type { Language } from '@parley/contracts';
import { mentionsIn, type Mention } from './concepts.js';
import { Lately } from './lately.js';
import { stem } from './stem.js';
import { lightStems, stopWords, weakRoots, weakWords } from './stop-words.js';
import { isTurkishEnding } from './turkish.js';
import { wordsIn, type Word } from './words.js';

export interface Token extends Word {
  readonly stem: string;
  /** Grammar or politeness: says nothing of the subject. */
  readonly stop: boolean;
  /** Common in talk of anything: says little of the subject. */
  readonly weak: boolean;
}

/** A text as it is searched and compared. */
export interface Analysis {
  readonly tokens: readonly Token[];
  readonly mentions: readonly Mention[];
}

const weakStemsOf = (language: Language): ReadonlySet<string> =>
  new Set([...weakRoots[language]].map((root) => stem(root, language)));
const weakStems: Readonly<Record<Language, ReadonlySet<string>>> = { en: weakStemsOf('en'), tr: weakStemsOf('tr') };

const singleLetter = /^\p{L}$/u;

/** The text analysed last in each language: a question is looked at from several sides one after the other. */
const last: Partial<Record<Language, { readonly text: string; readonly analysis: Analysis }>> = {};

export function analyse(text: string, language: Language): Analysis {
  const known = last[language];
  if (known?.text === text) return known.analysis;
  const words = wordsIn(text);
  const tokens = words.map((word, at) => {
    const token = tokenOf(word, language);
    return isStuckToNumber(word, words[at - 1], text, language) ? withNature(token, { ...token, stop: true }) : token;
  });
  const analysis = { tokens, mentions: mentionsIn(tokens, language) };
  last[language] = { text, analysis };
  return analysis;
}

const digit = /\p{N}/u;
const halfOfDay = /^(?:[ap]m|st|nd|rd|th)$/;
const apostrophe = /^['’ʼ`´]?$/u;

/** `9dan`, `14'ünde`, `3pm`: what is stuck to a number says how the number is meant. */
function isStuckToNumber({ folded, start }: Word, before: Word | undefined, text: string, language: Language): boolean {
  if (!before || start - before.end > 1 || !digit.test(before.folded) || digit.test(folded)) return false;
  if (language === 'en') return halfOfDay.test(folded);
  return apostrophe.test(text.slice(before.end, start)) && isTurkishEnding(folded);
}

/** What a word is wherever it stands. `folded` is the same string each time, which is looked up sooner than its like. */
type Nature = Omit<Token, 'start' | 'end'>;

function natureOf(folded: string, language: Language): Nature {
  const taken = stem(folded, language);
  const stop = stopWords[language].has(folded) || lightStems[language].has(taken) || singleLetter.test(folded);
  return { folded, stem: taken, stop, weak: weakWords[language].has(folded) || weakStems[language].has(taken) };
}

const natures: Readonly<Record<Language, Lately<Nature>>> = {
  en: new Lately((folded) => natureOf(folded, 'en')),
  tr: new Lately((folded) => natureOf(folded, 'tr')),
};

export const tokenOf = (word: Word, language: Language): Token => withNature(word, natures[language].of(word.folded));

/** Tokens are made here alone: to V8 they are of one shape, which all that reads them is compiled for. */
const withNature = ({ start, end }: Word, { folded, stem: taken, stop, weak }: Nature): Token => ({
  folded,
  start,
  end,
  stem: taken,
  stop,
  weak,
});

/**
 * A text in one language as it is searched in documents of another: its words as they stand, in the stems of the
 * documents' language, and the concepts that it names in its own.
 */
export function analyseAcross(text: string, asked_in: Language, language: Language): Analysis {
  const own = analyse(text, asked_in);
  const tokens = own.tokens.map((token) =>
    withNature(token, { ...token, stem: natures[language].of(token.folded).stem }),
  );
  return { tokens, mentions: own.mentions };
}
