import { fold } from '../words/fold.js';

/** `NATIONAL_ID`: a T.C. kimlik numarası. */
export type PersonalKind = 'EMAIL' | 'PHONE' | 'CARD' | 'IBAN' | 'NATIONAL_ID';

/** By UTF-16 code units. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** What in a text belongs to one person. */
export interface Personal extends Span {
  readonly kind: PersonalKind;
}

/** Looks like anything else in parts. */
const uuid = /(?<![\p{L}\p{N}])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![\p{L}\p{N}])/giu;
const email = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;
const ibanStart = /(?<![\p{L}\p{N}])[A-Za-z]{2}\d{2}(?=[ -]?[A-Za-z0-9])/gu;
/** Letters and digits of an IBAN, in any country (ISO 13616). */
const ibanLength = { least: 15, most: 34 };
/** Digits with what people put between their groups. */
const digitGroups = /(?<![\p{L}\p{N}_])\+?\(?\+?\d+(?:[ \u00a0().\-–/]{1,3}\d+)*/gu;
/** Groups of digits that are looked at together: a card by pairs of digits has eight. */
const mostGroups = 8;
/** Characters before a number that say what it is. */
const around = 30;
const ofPhones =
  /(?<!\p{L})(?:phone|mobile|cell|call|whats ?app|sms|text me|fax|tel|telefon|gsm|cep|ara(?:y|r)?(?!\p{L})|faks)/u;
const ofOrders =
  /(?:order|siparis|tracking|takip|invoice|fatura|kargo)\p{L}*\P{L}{0,3}(?:(?:no|nr|num|number|numara\p{L}*|kod\p{L}*|id|is|of|my|olan)\P{L}{1,3}){0,3}$/u;
const letteredOrder = /(?<!\p{L})(?!tel|gsm|cep|fax)\p{L}{2,4}-$/u;
const date = /^(?:\d{1,2}([./-])\d{1,2}\1\d{2,4}|\d{4}([./-])\d{1,2}\2\d{1,2})$/;

/** E-mail addresses and numbers that are a person's, in the order of the text; in linear time. Numbers of orders are not. */
export function personalIn(text: string): Personal[] {
  const ids = [...text.matchAll(uuid)].map(({ 0: whole, index }) => ({ start: index, end: index + whole.length }));
  const found: Personal[] = [];
  if (text.includes('@'))
    for (const { 0: whole, index } of text.matchAll(email))
      found.push({ kind: 'EMAIL', start: index, end: index + whole.length });
  for (const { index } of text.matchAll(ibanStart)) {
    const end = ibanEnd(text, index);
    if (end !== undefined) found.push({ kind: 'IBAN', start: index, end });
  }
  for (const { 0: whole, index } of text.matchAll(digitGroups)) found.push(...numbersIn(text, whole, index));
  const all: (Personal | Span)[] = [...ids, ...found];
  all.sort((one, other) => one.start - other.start || other.end - one.end);
  let taken = 0;
  return all.filter(({ start, end }) => start >= taken && (taken = end)).filter((each) => 'kind' in each);
}

/** The end of the longest IBAN from `start`. Where all but the country is digits, mistyped ones count too. */
function ibanEnd(text: string, start: number): number | undefined {
  const sum = new IbanSum();
  let end: number | undefined;
  for (let at = start; at < text.length && sum.length < ibanLength.most; at++) {
    const value = valueOf(text, at);
    if (value < 0 && (!/[ -]/.test(text[at]!) || valueOf(text, at + 1) < 0)) break;
    if (value < 0) continue;
    sum.add(value);
    const closes = sum.length >= ibanLength.least && !/[\p{L}\p{N}]/u.test(text[at + 1] ?? '');
    if (closes && (sum.remainder === 1 || (sum.length >= 22 && sum.digitsOnly))) end = at + 1;
  }
  return end;
}

/** Of a digit 0 to 9, of a letter 10 to 35, of anything else and behind the end -1. */
function valueOf(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return code < 128 && letter >= 97 && letter <= 122 ? letter - 87 : -1;
}

/** ISO 7064, modulo 97, of letters and digits as they come; the first four belong behind the others. */
class IbanSum {
  length = 0;
  /** Behind the letters of the country. */
  digitsOnly = true;
  private country = 0;
  private account = 0;

  add(value: number): void {
    const next = (rest: number) => (rest * (value > 9 ? 100 : 10) + value) % 97;
    if (this.length < 4) this.country = next(this.country);
    else this.account = next(this.account);
    if (value > 9 && this.length >= 2) this.digitsOnly = false;
    this.length++;
  }

  /** 1 of an IBAN without a slip. */
  get remainder(): number {
    return (this.account * 1_000_000 + this.country) % 97;
  }
}

/** Of a run of groups of digits the longest parts that are one number each. */
function* numbersIn(text: string, run: string, offset: number): Generator<Personal> {
  const groups = [...run.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({ digits, start: index }));
  for (let from = 0; from < groups.length; from++)
    for (let to = Math.min(groups.length, from + mostGroups); to > from; to--) {
      const parts = groups.slice(from, to);
      const count = parts.reduce((sum, { digits }) => sum + digits.length, 0);
      if (count < Math.max(7, 2 * parts.length) || count > 19) continue;
      const [start, end] = placeIn(run, parts[0]!.start, parts.at(-1)!.start + parts.at(-1)!.digits.length);
      const written = run.slice(start, end);
      const kind = kindOf({ written, digits: written.replace(/\D+/g, ''), text, start: offset + start });
      if (kind === undefined) continue;
      yield { kind, start: offset + start, end: offset + end };
      from = to - 1;
      break;
    }
}

/** With the plus before the first digit, and with the bracket as far as the number closes it. */
function placeIn(run: string, start: number, end: number): [number, number] {
  let at = start;
  while (at > 0 && (run[at - 1] === '+' || (run[at - 1] === '(' && run.slice(start, end).includes(')')))) at--;
  return [at, end];
}

interface Numeral {
  /** As it is written, with its separators. */
  readonly written: string;
  readonly digits: string;
  /** Where it stands, and from where on. */
  readonly text: string;
  readonly start: number;
}

function kindOf(numeral: Numeral): PersonalKind | undefined {
  const { written, digits } = numeral;
  if (digits.length >= 13 && /^[2-6]/.test(written) && luhn(digits)) return 'CARD';
  if (/^\d{11}$/.test(written) && isNationalId(digits)) return 'NATIONAL_ID';
  return isPhone(numeral) ? 'PHONE' : undefined;
}

/** The sum of a card number's digits, every second from the right doubled, ends in 0 (ISO/IEC 7812-1). */
function luhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const twice = at % 2 === 0 ? digit : digit * 2;
    sum += twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

/** Eleven digits, the last two made from the nine before (Nüfus Hizmetleri). */
function isNationalId(digits: string): boolean {
  const [d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11] = [...digits].map(Number) as [number, ...number[]] & number[];
  if (d1 === 0) return false;
  const odd = d1 + d3! + d5! + d7! + d9!;
  const even = d2! + d4! + d6! + d8!;
  return (((odd * 7 - even) % 10) + 10) % 10 === d10 && (odd + even + d10!) % 10 === d11;
}

/** With a plus or 00, with the 0 of a long-distance call, a Turkish mobile number, 415-555-2671, or said to be one. */
function isPhone({ written, digits, text, start }: Numeral): boolean {
  if (digits.length > 15 || date.test(written)) return false;
  const before = fold(text.slice(Math.max(0, start - around), start));
  if (ofOrders.test(before) || letteredOrder.test(before)) return false;
  if (/^\(?\+/.test(written) && digits.length >= 8) return true;
  if (/^00[1-9]\d{8,12}$/.test(digits) || /^0[1-9]\d{8,9}$/.test(digits) || /^(?:90)?5\d{9}$/.test(digits)) return true;
  if (/^1?[ .-]?\(?\d{3}[). -]{1,2}\d{3}[ .-]\d{4}$/.test(written)) return true;
  return ofPhones.test(before);
}
