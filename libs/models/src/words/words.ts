import { fold } from './fold.js';
import { Lately } from './lately.js';

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

const spelledLately = new Lately(spelled);

/** The words of a text, in order. Linear in its length. */
export function wordsIn(text: string): Word[] {
  if (ascii.test(text)) return wordsInAscii(text);
  const words: Word[] = [];
  for (const match of text.matchAll(wordPattern))
    words.push({ folded: spelledLately.of(match[0]), start: match.index, end: match.index + match[0].length });
  return words;
}

const ascii = /^[\x00-\x7f]*$/;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
/** Of a lower-case letter. */
const isLetter = (code: number): boolean => code >= 0x61 && code <= 0x7a;
const isSeparator = (code: number): boolean => code === 0x2e || code === 0x2c;
const isApostrophe = (code: number): boolean => code === 0x27 || code === 0x60;

/** What `wordPattern` finds, without an object for each match: most questions are in ASCII. */
function wordsInAscii(text: string): Word[] {
  const lower = text.toLowerCase();
  const words: Word[] = [];
  let at = 0;
  const skip = (is: (code: number) => boolean) => {
    while (is(lower.charCodeAt(at))) at++;
  };
  while (at < lower.length) {
    const start = at;
    let folded: string | undefined;
    if (isDigit(lower.charCodeAt(at))) {
      skip(isDigit);
      while (isSeparator(lower.charCodeAt(at)) && isDigit(lower.charCodeAt(at + 1))) {
        at++;
        skip(isDigit);
        folded = spelled(lower.slice(start, at));
      }
    } else if (isLetter(lower.charCodeAt(at))) {
      skip((code) => isLetter(code) || isDigit(code));
      if (isApostrophe(lower.charCodeAt(at)) && isLetter(lower.charCodeAt(at + 1))) {
        const head = lower.slice(start, at);
        const tail = ++at;
        skip(isLetter);
        folded = at === tail + 1 && lower[tail] === 't' ? `${head}t` : head;
      }
    } else {
      at++;
      continue;
    }
    words.push({ folded: folded ?? lower.slice(start, at), start, end: at });
  }
  return words;
}
