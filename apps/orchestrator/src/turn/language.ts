import type { Entity, Language, Reading } from '@parley/contracts';

/** Letters that Turkish has and English has not. */
const turkishLetter = /[çğıöşüÇĞİÖŞÜ]/u;

/** The language of a text where nlu cannot be asked: Turkish by its letters, else the one spoken so far. */
export const languageByLetters = (text: string, spoken: Language): Language =>
  turkishLetter.test(text.normalize('NFC')) ? 'tr' : spoken;

/** The language of a message: as nlu reads it, but a message of nothing but values (a number, an address) has none of its own. */
export function languageOfText(text: string, reading: Reading | undefined, spoken: Language): Language {
  if (!reading) return languageByLetters(text, spoken);
  return hasWords(text, reading.entities) ? reading.language : spoken;
}

/** Whether it says anything beside values. */
export function hasWords(text: string, entities: readonly Entity[]): boolean {
  let rest = text;
  for (const { start, end } of entities)
    rest = rest.slice(0, start) + ' '.repeat(Math.max(0, end - start)) + rest.slice(end);
  return entities.length === 0 || /\p{L}{2}/u.test(rest);
}
