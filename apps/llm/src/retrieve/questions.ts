import type { Language, Remembered } from '@parley/contracts';
import { analyse } from '@parley/models';

/** Questions of one burst that are answered one by one. */
const mostQuestions = 3;
/** A message with at most so many words of content can lean on what was said before. */
const fewWords = 3;

/**
 * How a message goes on from the one before: it opens as a continuation, or a word points back. With a question word
 * after the opening it is a whole question: `and how do I reset the Lumo One?` beside `and for islands?`.
 */
const continues: Readonly<Record<Language, { opening: RegExp; pointer: RegExp; asks: RegExp }>> = {
  en: {
    opening: /^\s*(?:and|but|what about|how about|also|then)(?![\p{L}\p{N}])/iu,
    pointer: /(?<![\p{L}\p{N}])(?:it|its|that|this|those|these|them|they)(?![\p{L}\p{N}])/iu,
    asks: /(?<![\p{L}\p{N}])(?:how(?! about)|what(?! about)|where|when|who|which|why|can|could|do|does|is|are|will)(?![\p{L}\p{N}])/iu,
  },
  tr: {
    opening: /^\s*(?:peki|ya|ayrıca|o zaman|e)(?![\p{L}\p{N}])/iu,
    pointer:
      /(?<![\p{L}\p{N}])(?:onu|bunu|şunu|ona|buna|onun|bunun|onda|bunda|ondan|bundan|onlar|bunlar)(?![\p{L}\p{N}])/iu,
    asks: /(?<![\p{L}\p{N}])(?:ne|nasıl|nasil|nerede|nereden|kaç|kac|kim|hangi|neden|niye|m[ıiuü](?:yim|yum|yüm|yız|yiz|sınız|siniz)?)(?![\p{L}\p{N}])/iu,
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
  const isQuestion = (line: string) => line.trimEnd().endsWith('?') && contentOf(line, language) > 0;
  return lines.length > 1 && lines.length <= mostQuestions && lines.every(isQuestion) ? lines : [text];
}

/** Whether a message leans on the customer's question before it: "peki ya iade?", "and how much is it?". */
export function leaning(text: string, language: Language, memory: readonly Remembered[]): Leaning {
  const { opening, pointer, asks } = continues[language];
  const opens = opening.test(text);
  const points = pointer.test(text);
  if ((!opens && !points) || contentOf(text, language) > fewWords) return { kind: 'alone' };
  const says = subjectsOf(text, language) > 0;
  const kind = says && (points || asks.test(text)) && !(opens && points) ? 'else' : 'first';
  const before = memory.findLast(({ who, text: said }) => who === 'customer' && subjectsOf(said, language) > 0);
  return before ? { kind, before: before.text } : { kind: 'alone' };
}
