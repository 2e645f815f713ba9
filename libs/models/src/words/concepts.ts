import type { Language } from '@parley/contracts';
import table from './concepts.json' with { type: 'json' };
import { stem } from './stem.js';
import { wordsIn } from './words.js';

/** A word or phrase of a text that names a concept; `from` and `to` (exclusive) count words. */
export interface Mention {
  /** The same number in both languages. */
  readonly concept: number;
  readonly from: number;
  readonly to: number;
}

interface Phrase {
  readonly concept: number;
  readonly stems: readonly string[];
}

const phrasesOf = (language: Language): Map<string, Phrase[]> => {
  const byFirst = new Map<string, Phrase[]>();
  table.forEach((row, concept) => {
    for (const text of row[language].split(',')) {
      const stems = wordsIn(text).map(({ folded }) => stem(folded, language));
      byFirst.set(stems[0]!, [...(byFirst.get(stems[0]!) ?? []), { concept, stems }]);
    }
  });
  return byFirst;
};

const phrases: Readonly<Record<Language, Map<string, Phrase[]>>> = { en: phrasesOf('en'), tr: phrasesOf('tr') };

/** The concepts that a row of stems names. A word may name several, and a phrase with it. */
export function mentionsIn(stems: readonly string[], language: Language): Mention[] {
  const mentions: Mention[] = [];
  stems.forEach((first, from) => {
    for (const { concept, stems: said } of phrases[language].get(first) ?? [])
      if (said.every((each, index) => stems[from + index] === each))
        mentions.push({ concept, from, to: from + said.length });
  });
  return mentions;
}
