import type { Language } from '@parley/contracts';
import table from './concepts.json' with { type: 'json' };
import { englishStem } from './english.js';
import { TurkishStemmer } from './turkish.js';
import { wordsIn } from './words.js';

const turkishEntries = table.flatMap(({ tr }) =>
  tr.split(',').map((entry) => wordsIn(entry).map(({ folded }) => folded)),
);
const turkish = new TurkishStemmer(
  turkishEntries.filter(({ length }) => length === 1).flat(),
  turkishEntries.filter(({ length }) => length > 1).flat(),
);
const digit = /\p{N}/u;

/** Stems seen lately; forgotten all at once when there are too many. */
const seen: Readonly<Record<Language, Map<string, string>>> = { en: new Map(), tr: new Map() };
const mostSeen = 20_000;

/** What a folded word is compared by. */
export function stem(folded: string, language: Language): string {
  if (digit.test(folded)) return folded;
  const known = seen[language].get(folded);
  if (known !== undefined) return known;
  const made = language === 'tr' ? turkish.stem(folded) : englishStem(folded);
  if (seen[language].size >= mostSeen) seen[language].clear();
  seen[language].set(folded, made);
  return made;
}
