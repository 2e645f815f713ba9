import type { Language } from '@parley/contracts';
import table from './concepts.json' with { type: 'json' };
import { stem } from './stem.js';
import { lightStems, stopWords, weakWords } from './stop-words.js';
import { wordsIn } from './words.js';

/** A word or phrase of a text that names a concept; `from` and `to` (exclusive) count words. */
export interface Mention {
  /** The same number in both languages. */
  readonly concept: number;
  readonly from: number;
  readonly to: number;
  /** Of several words: none of them need be of the subject by itself. */
  readonly phrase: boolean;
}

interface Phrase {
  readonly concept: number;
  /** After the first. */
  readonly others: readonly string[];
  /** Words of content that may stand between two of its own. */
  readonly gap: number;
}

/** The same for all, most phrases being of one word. */
const noOthers: readonly string[] = [];

/** Words of a phrase in the table that make it easier to read and need not be said. */
const fillers = new Set('a an the my your our some any bir'.split(' '));
/** Words that a phrase has at least where fillers are left out of it. */
const leastWords = 2;

/**
 * Words that may stand between two words of a phrase, one of content among them: `send the lamp back`. None of content in
 * a phrase that has none itself, which would be in much that is asked: `take back` in `take the sofa to the back door`.
 */
const widestGap = 3;
const contentInGap = 1;

/** What a word of the table is compared by, and whether it is grammar or of any talk. */
interface Part {
  readonly stem: string;
  readonly little: boolean;
}

const partOf = (folded: string, language: Language): Part => {
  const taken = stem(folded, language);
  const grammar = stopWords[language].has(folded) || lightStems[language].has(taken);
  return { stem: taken, little: grammar || weakWords[language].has(folded) };
};

function phrasesOf(language: Language): Map<string, Phrase[]> {
  const byFirst = new Map<string, Phrase[]>();
  const parts = new Map<string, Part>();
  const part = (folded: string): Part => {
    const known = parts.get(folded) ?? partOf(folded, language);
    parts.set(folded, known);
    return known;
  };
  table.forEach((row, concept) => {
    for (const text of row[language].split(',')) {
      const words = wordsIn(text).map(({ folded }) => folded);
      const needed = words.filter((word) => !fillers.has(word));
      const gap = words.every((word) => part(word).little) ? 0 : contentInGap;
      const [first, ...others] = (needed.length < leastWords ? words : needed).map((word) => part(word).stem);
      const phrase = { concept, others: others.length === 0 ? noOthers : others, gap };
      const same = byFirst.get(first!);
      if (same) same.push(phrase);
      else byFirst.set(first!, [phrase]);
    }
  });
  return byFirst;
}

const phrases: Readonly<Record<Language, Map<string, Phrase[]>>> = { en: phrasesOf('en'), tr: phrasesOf('tr') };

type Word = { readonly stem: string; readonly stop: boolean };

/** The concepts that a row of words names. A word may name several, and a phrase with it. */
export function mentionsIn(words: readonly Word[], language: Language): Mention[] {
  const mentions: Mention[] = [];
  for (let from = 0; from < words.length; from++) {
    const beginning = phrases[language].get(words[from]!.stem);
    if (!beginning) continue;
    for (const { concept, others, gap } of beginning) {
      const to = others === noOthers ? from + 1 : endOf(others, words, from + 1, gap);
      if (to) mentions.push({ concept, from, to, phrase: others !== noOthers });
    }
  }
  return mentions.filter((mention) => !mention.phrase || !mentions.some((other) => takes(other, mention, words)));
}

/**
 * Whether the phrase ends with the words of grammar that another one begins with, which has one word more: `ne kadar`
 * asks for a price, `ne kadar sürer` does not.
 */
function takes(longer: Mention, { from, to }: Mention, words: readonly Word[]): boolean {
  if (!longer.phrase || longer.to !== to + 1 || longer.from < from || to - longer.from < leastWords) return false;
  return words.slice(longer.from, to).every(({ stop }) => stop);
}

/** What follows it at once says what is asked: `how many days do I have to return it` is no `how do I return`. */
const tight = 'how';

/** Where the phrase ends (exclusive) that goes on at `from`; nothing when it does not. */
function endOf(others: readonly string[], words: readonly Word[], from: number, most: number): number | undefined {
  let at = from;
  for (const wanted of others) {
    let content = 0;
    const last = words[at - 1]!.stem === tight ? at : at + widestGap;
    while (at < last && words[at] && words[at]!.stem !== wanted && content + (words[at]!.stop ? 0 : 1) <= most) {
      content += words[at]!.stop ? 0 : 1;
      at++;
    }
    if (words[at]?.stem !== wanted) return undefined;
    at++;
  }
  return at;
}
