import type { Language, Remembered } from '@parley/contracts';
import { analyse } from '@parley/models';

/** Questions of one burst that are answered one by one. */
const mostQuestions = 3;
/** A message with at most so many words of content can lean on what was said before. */
const fewWords = 3;

/** Openings and words that point back at what was said, folded. */
const pointers: Readonly<Record<Language, RegExp>> = {
  en: /^\s*(?:and|what about|how about|and what about|but what about|also|then)\b|\b(?:it|that|this|those|these|them|there|one)\b/i,
  tr: /^\s*(?:peki|peki ya|ya|ayrıca|o zaman|ee)\b|(?<![\p{L}\p{N}])(?:onu|bunu|şunu|ona|buna|onun|bunun|onda|bunda|ondan|bundan|onlar|bunlar|o)(?![\p{L}\p{N}])/iu,
};

const contentOf = (text: string, language: Language): number =>
  analyse(text, language).tokens.filter(({ stop }) => !stop).length;

/** The questions in a burst: its lines, where each is one by itself, else all of it as one. */
export function questionsIn(text: string, language: Language): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const questions = lines.filter((line) => line.trimEnd().endsWith('?') && contentOf(line, language) > 0);
  return questions.length > 1 && questions.length === lines.length && questions.length <= mostQuestions
    ? questions
    : [text];
}

/** The customer's question before, when this one leans on it: "peki ya iade?", "and how much is it?". */
export function leansOn(text: string, language: Language, memory: readonly Remembered[]): string | undefined {
  if (!pointers[language].test(text) || contentOf(text, language) > fewWords) return undefined;
  return memory.findLast(({ who, text: said }) => who === 'customer' && contentOf(said, language) > 0)?.text;
}
