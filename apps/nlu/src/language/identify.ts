import type { Language } from '@parley/contracts';
import { detectAll } from 'tinyld/light';
import type { Word } from '../text/words.js';
import {
  englishEnding,
  englishLetter,
  foreignWords,
  functionWords,
  sharedLetter,
  turkishEnding,
  turkishLetter,
} from './cues.js';

export interface Identified {
  readonly language: Language;
  /** From 0.5 (nothing told; the language of the session so far) to 1. */
  readonly confidence: number;
}

/** Evidence at which the rules decide by themselves, in the unit of the cues. */
const decisive = 1;
/** Letters from which on n-gram statistics are worth asking. */
const longEnough = 24;

/** Evidence for Turkish, negative for English. */
function evidence(text: string, words: readonly Word[]): number {
  let score = 2 * (text.match(turkishLetter)?.length ?? 0) + 1.5 * (text.match(sharedLetter)?.length ?? 0);
  for (const { folded, suffixed } of words) {
    if (suffixed) score += 2;
    const turkish = functionWords.tr.get(folded) ?? 0;
    const english = functionWords.en.get(folded) ?? 0;
    score += turkish - english;
    if (turkish || english) continue;
    if (englishLetter.test(folded)) score -= 0.7;
    if (folded.length < 5) continue;
    if (turkishEnding.test(folded)) score += 1;
    if (englishEnding.test(folded)) score -= 1;
  }
  return score;
}

/** Words of grammar that make a text one in a language that is not spoken here. */
const leastForeign = 2;

/** Whether a text is in neither language, by its words of grammar. */
function isForeign(words: readonly Word[]): boolean {
  let foreign = 0;
  let own = 0;
  for (const { folded } of words) {
    if (foreignWords.has(folded)) foreign++;
    else if (functionWords.tr.has(folded) || functionWords.en.has(folded)) own++;
  }
  return foreign >= leastForeign && foreign > own;
}

const confidenceOf = (score: number): number => 1 / (1 + Math.exp(-Math.abs(score)));

/**
 * The language of a text, from its function words, letters and endings. Where these do not tell, n-gram statistics
 * decide for longer texts, else the language of the session so far, else English. English, too, of a text in a third
 * language.
 */
export function identify(text: string, words: readonly Word[], locale?: Language): Identified {
  if (isForeign(words)) return { language: 'en', confidence: 0.5 };
  const score = evidence(text, words);
  if (Math.abs(score) >= decisive) return { language: score > 0 ? 'tr' : 'en', confidence: confidenceOf(score) };
  const [guess] = text.length >= longEnough && words.length > 2 ? detectAll(text, { only: ['tr', 'en'] }) : [];
  if (guess && (guess.lang === 'tr' || guess.lang === 'en'))
    return { language: guess.lang, confidence: 0.5 + guess.accuracy / 2 };
  if (score !== 0 && !locale) return { language: score > 0 ? 'tr' : 'en', confidence: confidenceOf(score) };
  return { language: locale ?? 'en', confidence: 0.5 };
}
