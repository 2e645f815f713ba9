import { fold } from '../text/words.js';
import { found, type Found } from './found.js';

/** Two to four letters, perhaps a dash or blank, four to ten digits: `LM-104233`, `lm 104233`. */
const lettered = /(?<![\p{L}\p{N}-])([A-Za-zİı]{2,4})([-–‑_ ]?)(\d{4,10})(?!\d|[-.,:/]\d)/gu;
/** Digits alone, perhaps behind a number sign. */
const bare = /(?<![\p{L}\p{N}.,:/+@-])(#\s?)?(\d{4,12})(?![\d@]|[-.,:/]\d)/gu;
/** Words before bare digits that say that they are an order's, folded. */
const mention =
  /(?:order|orders|siparis\p{L}*|ordernumber|tracking|takip)\P{L}{0,3}(?:(?:no|nr|num|number|numara\p{L}*|kod\p{L}*|id|is|of|my|olan)\P{L}{1,3}){0,3}$/u;
/** And directly behind: `104233 numaralı siparişim`. */
const afterwards = /^['’]?\p{L}{0,4}\s{1,2}(?:no\p{L}{0,3}|numara\p{L}{0,4}|nolu)\s{1,2}siparis/u;
/** Words of two to four letters before digits that are no part of a number. */
const words = new Set(
  'no nr num the for of in on to is my it am at and ve ile bu su o tl usd eur try sms tel gsm id pin kod ref nolu den dan'.split(
    ' ',
  ),
);
/** Characters around bare digits that are looked at. */
const around = 40;

/** Numbers of orders. The value is in capitals with a dash between letters and digits. */
export function orderNumbersIn(text: string): Found[] {
  const numbers: Found[] = [];
  for (const match of text.matchAll(lettered)) {
    const [whole, letters, between, digits] = match as unknown as [string, string, string, string];
    if (words.has(fold(letters)) || (between === ' ' && digits.length < 5)) continue;
    const confidence = between === '' || between === ' ' ? 0.85 : 0.97;
    const value = `${fold(letters).toUpperCase()}-${digits}`;
    numbers.push(found(text, match.index, match.index + whole.length, { type: 'order_number', value, confidence }));
  }
  for (const match of text.matchAll(bare)) {
    const [whole, sign = '', value] = match as unknown as [string, string | undefined, string];
    const end = match.index + whole.length;
    const before = fold(text.slice(Math.max(0, match.index - around), match.index));
    const said = mention.test(before) || afterwards.test(fold(text.slice(end, end + around)));
    if (sign === '' && !said) continue;
    numbers.push(
      found(text, match.index + sign.length, end, { type: 'order_number', value, confidence: said ? 0.8 : 0.7 }),
    );
  }
  return numbers;
}
