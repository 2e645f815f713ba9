import type { Language } from '@parley/contracts';
import { analyse } from '../words/analyse.js';
import { countTerms, fieldOf, fields, type Field } from '../words/terms.js';
import type { IndexedPassage } from './port.js';

/** How often a word counts that stands in the title, in a heading, in the text. */
const weights = { title: 2, heading: 2, text: 1 };

export interface PassageTerms {
  readonly counts: ReadonlyMap<string, number>;
  /** Sum of the counts of each field. */
  readonly lengths: Readonly<Record<Field, number>>;
}

export function termsOf(
  passage: Pick<IndexedPassage, 'text' | 'heading'>,
  title: string,
  language: Language,
): PassageTerms {
  const counts = new Map<string, number>();
  countTerms(analyse(title, language), weights.title, counts);
  countTerms(analyse(passage.heading.join('\n'), language), weights.heading, counts);
  countTerms(analyse(passage.text, language), weights.text, counts);
  const lengths = Object.fromEntries(fields.map((field) => [field, 0])) as Record<Field, number>;
  for (const [term, count] of counts) lengths[fieldOf(term)] += count;
  return { counts, lengths };
}
