import type { Entity, Language } from '@parley/contracts';
import type { Word } from '../text/words.js';
import { datesIn } from './date.js';
import { emailsIn } from './email.js';
import { withoutOverlaps } from './found.js';
import type { Gazetteer } from './gazetteer.js';
import { orderNumbersIn } from './order-number.js';
import { phonesIn } from './phone.js';

const fourDigits = /\d{4}/;
const nineDigits = /\d(?:[\s().\-/]{0,2}\d){8}/;
const mostEntities = 50;

interface Read {
  readonly text: string;
  readonly words: readonly Word[];
  readonly language: Language;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly gazetteer?: Gazetteer;
}

/** All entities of a text, those of the company before built-in ones of the same place and length. What most texts do not have costs next to nothing. */
export function findEntities({ text, words, language, at, gazetteer }: Read): Entity[] {
  const entities = [
    ...(gazetteer && !gazetteer.empty ? gazetteer.findIn(text, words) : []),
    ...(text.includes('@') ? emailsIn(text) : []),
    ...(nineDigits.test(text) ? phonesIn(text, language) : []),
    ...(fourDigits.test(text) ? orderNumbersIn(text) : []),
    ...datesIn(text, words, at),
  ];
  return entities.length < 2 ? entities : withoutOverlaps(entities).slice(0, mostEntities);
}
