import type { Words } from '../texts/texts.js';

/** What a step of a turn is called; by its own name where a newer service takes one that is not known here. */
export const stepWord = (words: Words, step: string): string => words.maybe(`step.${step}`) ?? step;

/** What came of a step: a verdict, a reason of a handoff, or a verdict for each message of several. */
export const verdictWord = (words: Words, verdict: string): string =>
  verdict
    .split(', ')
    .map((one) => words.maybe(`verdict.${one}`) ?? words.maybe(`reason.${one}`) ?? one)
    .join(', ');
