/** One word of an utterance, in the forms the rules compare by. */
export interface Word {
  /** As it was typed, without an apostrophe suffix. */
  readonly typed: string;
  /** Folded: lower case, without diacritics, İ I ı i all `i`. */
  readonly folded: string;
  /** Folded, with every run of one letter as a single letter: `tamaaam` and `tamam` are the same. */
  readonly key: string;
  /** A Turkish suffix stood behind an apostrophe: `Ankara'da`, `iPhone'um`. */
  readonly suffixed: boolean;
}

const ascii = /^[\x20-\x7e]*$/;
const marks = /\p{M}+/gu;

/**
 * Lower case without diacritics. Folding maps all four letters i of Turkish to one, so that the casing is the same in
 * both languages and text typed without diacritics equals text typed with them.
 */
export const fold = (text: string): string =>
  ascii.test(text)
    ? text.toLowerCase()
    : text.normalize('NFD').replace(marks, '').toLowerCase().replaceAll('ı', 'i').normalize('NFC');

export const squeeze = (folded: string): string => folded.replace(/(.)\1+/gu, '$1');

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’ʼ`´][\p{L}\p{M}]+)?/gu;
const apostrophe = /['’ʼ`´]/u;
const contractions = new Set(['s', 're', 've', 'll', 'd', 'm', 't']);
/** Case, possessive and copula suffixes as they follow an apostrophe, folded. */
const turkishSuffix =
  /^(?:[dt][ae]n?|[dt][ae]ki(?:ler)?|y?[aei]|y?u|n?[iu]n|n[aei]|n[iu]|n[dt]?[ae]n?|y?l[ae]|l[ae]r\p{L}{0,6}|[iu]?m|[iu]m\p{L}{1,4}|s[iu]|c[ae]|d[iu]r)$/u;

const wordOf = (raw: string): Word => {
  const at = raw.search(apostrophe);
  if (at < 0) return formsOf(raw, false);
  const tail = fold(raw.slice(at + 1));
  const suffixed = !contractions.has(tail) && turkishSuffix.test(tail);
  return suffixed ? formsOf(raw.slice(0, at), true) : formsOf(raw.slice(0, at) + raw.slice(at + 1), false);
};

const formsOf = (typed: string, suffixed: boolean): Word => {
  const folded = fold(typed);
  return { typed, folded, key: squeeze(folded), suffixed };
};

/** The words of a text, at most `most` of them. */
export const wordsOf = (text: string, most: number): Word[] => {
  const words: Word[] = [];
  for (const match of text.matchAll(wordPattern)) {
    if (words.length === most) break;
    words.push(wordOf(match[0]));
  }
  return words;
};
