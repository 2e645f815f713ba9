import type { Language } from '@parley/contracts';
import { mentionsIn, type Mention } from './concepts.js';
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
    return isStuckToNumber(word, words[at - 1], text, language) ? { ...token, stop: true } : token;
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

type Nature = Pick<Token, 'stem' | 'stop' | 'weak'>;

/** What words are that were seen lately; forgotten all at once when there are too many. */
const natures: Readonly<Record<Language, Map<string, Nature>>> = { en: new Map(), tr: new Map() };
const mostNatures = 20_000;

function natureOf(folded: string, language: Language): Nature {
  const known = natures[language].get(folded);
  if (known) return known;
  const taken = stem(folded, language);
  const stop = stopWords[language].has(folded) || lightStems[language].has(taken) || singleLetter.test(folded);
  const nature = { stem: taken, stop, weak: weakWords[language].has(folded) || weakStems[language].has(taken) };
  if (natures[language].size >= mostNatures) natures[language].clear();
  natures[language].set(folded, nature);
  return nature;
}

export function tokenOf({ folded, start, end }: Word, language: Language): Token {
  const { stem: taken, stop, weak } = natureOf(folded, language);
  return { folded, start, end, stem: taken, stop, weak };
}

/**
 * A text in one language as it is searched in documents of another: its words as they stand, in the stems of the
 * documents' language, and the concepts that it names in its own.
 */
export function analyseAcross(text: string, asked_in: Language, language: Language): Analysis {
  const own = analyse(text, asked_in);
  const tokens = own.tokens.map((token) => ({ ...token, stem: natureOf(token.folded, language).stem }));
  return { tokens, mentions: own.mentions };
}
