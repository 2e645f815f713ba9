import { fold } from './fold.js';

/** A word of a text: folded, without apostrophe suffix, numbers in one spelling. Offsets are UTF-16 into the text. */
export interface Word {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

const wordPattern = /\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}\p{N}]+(?:['’ʼ`´][\p{L}\p{M}]+)?/gu;
const apostrophe = /['’ʼ`´]/u;
/** A thousands separator as both languages write it: 20.000 and 20,000. */
const thousands = /^\p{N}{1,3}(?:[.,]\p{N}{3})+$/u;

const spelled = (raw: string): string => {
  const first = raw.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39 && /[.,]/.test(raw)) {
    if (thousands.test(raw)) return raw.replace(/[.,]/g, '');
    return raw.replaceAll(',', '.');
  }
  const at = raw.search(apostrophe);
  if (at < 0) return fold(raw);
  const tail = raw.slice(at + 1);
  return fold(tail === 't' || tail === 'T' ? raw.slice(0, at) + tail : raw.slice(0, at));
};

/** The words of a text, in order. Linear in its length. */
export function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(wordPattern))
    words.push({ folded: spelled(match[0]), start: match.index, end: match.index + match[0].length });
  return words;
}
