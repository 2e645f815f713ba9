import type { Language, Remembered } from '@parley/contracts';
import { analyse } from '@parley/models';

/** Questions of one burst that are answered one by one. */
const mostQuestions = 3;
/** A message with at most so many words of content can lean on what was said before. */
const fewWords = 3;

/** How a message goes on from the one before: it opens as a continuation, or a word points back. */
const continues: Readonly<Record<Language, { opening: RegExp; pointer: RegExp }>> = {
  en: {
    opening: /^\s*(?:and|but|what about|how about|also|then)(?![\p{L}\p{N}])/iu,
    pointer: /(?<![\p{L}\p{N}])(?:it|its|that|this|those|these|them|they)(?![\p{L}\p{N}])/iu,
  },
  tr: {
    opening: /^\s*(?:peki|ya|ayrıca|o zaman|e)(?![\p{L}\p{N}])/iu,
    pointer:
      /(?<![\p{L}\p{N}])(?:onu|bunu|şunu|ona|buna|onun|bunun|onda|bunda|ondan|bundan|onlar|bunlar)(?![\p{L}\p{N}])/iu,
  },
};

export type Leaning =
  | { readonly kind: 'alone' }
  /** `first`: together with the one before, then alone; `else`: alone, then together. */
  | { readonly kind: 'first' | 'else'; readonly before: string };

const contentOf = (text: string, language: Language): number =>
  analyse(text, language).tokens.filter(({ stop }) => !stop).length;
const subjectsOf = (text: string, language: Language): number =>
  analyse(text, language).tokens.filter(({ stop, weak }) => !stop && !weak).length;

/** The questions in a burst: its lines, where each is one by itself, else all of it as one. */
export function questionsIn(text: string, language: Language): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const questions = lines.filter((line) => line.trimEnd().endsWith('?') && contentOf(line, language) > 0);
  return questions.length > 1 && questions.length === lines.length && questions.length <= mostQuestions
    ? questions
    : [text];
}

/** Whether a message leans on the customer's question before it: "peki ya iade?", "and how much is it?". */
export function leaning(text: string, language: Language, memory: readonly Remembered[]): Leaning {
  const { opening, pointer } = continues[language];
  const points = opening.test(text) || pointer.test(text);
  if (!points || contentOf(text, language) > fewWords) return { kind: 'alone' };
  const kind = opening.test(text) || subjectsOf(text, language) === 0 ? 'first' : 'else';
  const before = memory.findLast(({ who, text: said }) => who === 'customer' && subjectsOf(said, language) > 0);
  return before ? { kind, before: before.text } : { kind: 'alone' };
}
