import { languages, type Language } from '@parley/contracts';
import { analyse } from '@parley/models';

/** Words of grammar that a sentence may have of another language before it is taken for one in it. */
const margin = 2;

const grammarOf = (text: string, language: Language): number =>
  analyse(text, language).tokens.filter(({ stop, folded }) => stop && folded.length > 1).length;

/** Whether a sentence may be in the language; names, numbers and single words are in all of them. */
export function isIn(language: Language, text: string): boolean {
  const own = grammarOf(text, language);
  return languages.every((other) => other === language || grammarOf(text, other) < own + margin);
}
