import type { Language } from '@parley/contracts';
import table from './concepts.json' with { type: 'json' };
import { mentionsIn } from './concepts.js';
import { tokenOf, type Analysis, type Token } from './analyse.js';
import { Lately } from './lately.js';
import { stopWords, weakWords } from './stop-words.js';
import { isTurkishEnding } from './turkish.js';
import { wordsIn } from './words.js';

/** Letters of the shortest word in which a slip is looked for; below that too many words are one letter apart. */
const shortest = 5;

/** Keys beside each other; `ş` and `s`, `ı` and `i` are one letter here, so this holds for Turkish keyboards, too. */
const keyRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const beside = new Set(
  keyRows.flatMap((row, no) =>
    [...row].flatMap((key, at) =>
      [row[at + 1], keyRows[no + 1]?.[at - 1], keyRows[no + 1]?.[at]].flatMap((other) =>
        other === undefined ? [] : [key + other, other + key],
      ),
    ),
  ),
);
const vowels = 'aeiou';
/** Letters of a word in which one vowel is likelier a slip than another word: `warrenty` beside `paint` and `point`. */
const longEnough = 7;

/** Whether one letter is easily written for another in a word of so many. */
const isMixedUp = (typed: string, meant: string, length: number): boolean =>
  beside.has(typed + meant) || (length >= longEnough && vowels.includes(typed) && vowels.includes(meant));

/**
 * Whether a word, with an ending that may follow, became another by one slip: a letter too many or too few, two exchanged,
 * the key beside, in a long word the wrong vowel. The same word is none.
 */
export function isSlip(typed: string, meant: string, isEnding = isNothing): boolean {
  let at = 0;
  while (at < meant.length && typed[at] === meant[at]) at++;
  if (at === meant.length && at === typed.length) return false;
  const now = typed[at];
  const next = typed[at + 1];
  const wanted = meant[at];
  const after = meant[at + 1];
  /** Whether typed from one place on is what was meant from another on. */
  const is = (from: number, to: number): boolean =>
    typed.startsWith(meant.slice(to), from) && isEnding(typed.slice(from + meant.length - to));
  if (next === wanted && is(at + 1, at)) return true;
  if (wanted === undefined) return false;
  if (now === after && is(at, at + 1)) return true;
  if (now === undefined) return false;
  if (next === after && isMixedUp(now, wanted, meant.length) && is(at + 1, at + 1)) return true;
  return now === after && next === wanted && is(at + 2, at + 2);
}

const isNothing = (rest: string): boolean => rest === '';

const commonWords = (language: Language): Map<string, string[]> => {
  const named = table.flatMap((row) => wordsIn(row[language]).map(({ folded }) => folded));
  const byLetter = new Map<string, string[]>();
  for (const word of new Set([...named, ...stopWords[language], ...weakWords[language]])) {
    if (word.length < shortest) continue;
    const words = byLetter.get(word[0]!) ?? [];
    byLetter.set(word[0]!, words);
    words.push(word);
  }
  return byLetter;
};

/** Words that customers use of anything sold or run, by their first letter: hardly anybody mistypes that. */
const common: Readonly<Record<Language, Map<string, string[]>>> = { en: commonWords('en'), tr: commonWords('tr') };

const englishEnding = /^(?:s|es|d|ed|ing|r|er|ers|ly|able|ment|ments)?$/;
const isEnding: Readonly<Record<Language, (rest: string) => boolean>> = {
  en: (rest) => englishEnding.test(rest),
  tr: isTurkishEnding,
};

/**
 * What a word was to be that is none in the documents: one that many use, a slip apart; nothing where there is none.
 * Grammar has no endings: `emeklilere` (to pensioners) is not to be read as `etmek` (to do).
 */
function meantBy(typed: string, language: Language): string | null {
  if (typed.length < shortest) return null;
  for (const word of common[language].get(typed[0]!) ?? [])
    if (word[1] === typed[1] || word[1] === typed[2] || word[2] === typed[1] || word[2] === typed[2])
      if (isSlip(typed, word, isGrammar(word, language) ? isNothing : isEnding[language])) return word;
  return null;
}

const meant: Readonly<Record<Language, Lately<string | null>>> = {
  en: new Lately((typed) => meantBy(typed, 'en')),
  tr: new Lately((typed) => meantBy(typed, 'tr')),
};

const isGrammar = (folded: string, language: Language): boolean =>
  tokenOf({ folded, start: 0, end: folded.length }, language).stop;

const letters = /^\p{L}+$/u;

/** The question with the words as they were meant that are mistyped, as far as the documents do not have them. */
export function withoutSlips(asked: Analysis, language: Language, isKnown: (word: Token) => boolean): Analysis {
  let mended = false;
  const tokens = asked.tokens.map((token, at) => {
    if (token.stop || token.weak || isKnown(token) || !letters.test(token.folded)) return token;
    if (asked.mentions.some(({ from, to }) => at >= from && at < to)) return token;
    const word = meant[language].of(token.folded);
    if (word === null) return token;
    mended = true;
    return tokenOf({ ...token, folded: word }, language);
  });
  return mended ? { tokens, mentions: mentionsIn(tokens, language) } : asked;
}
