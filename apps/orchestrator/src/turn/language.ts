import type { Language } from '@parley/contracts';

/** Letters that Turkish has and English has not. */
const turkishLetter = /[çğıöşüÇĞİÖŞÜ]/u;

/** The language of a text where nlu cannot be asked: Turkish by its letters, else the one spoken so far. */
export const languageByLetters = (text: string, spoken: Language): Language =>
  turkishLetter.test(text.normalize('NFC')) ? 'tr' : spoken;
