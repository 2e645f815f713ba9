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

/** What a folded word is compared by. */
export function stem(folded: string, language: Language): string {
  if (digit.test(folded)) return folded;
  return language === 'tr' ? turkish.stem(folded) : englishStem(folded);
}
