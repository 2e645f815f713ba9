import type { Language } from '@parley/contracts';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { found, type Found } from './found.js';

/** Digits with what people put between them; the library says whether it is a number. */
const candidate = /(?<![\p{L}\p{N}.,/-])(?:\+|00)?\(?\d(?:[\s().\-/]{0,2}\d){8,14}(?!\d)/gu;
/** Where a number without a country is taken to be from. */
const home: Partial<Record<Language, CountryCode>> = { tr: 'TR' };

/** Telephone numbers, as E.164. Without a country code they are read as numbers of the language's country. */
export function phonesIn(text: string, language: Language): Found[] {
  const phones: Found[] = [];
  for (const match of text.matchAll(candidate)) {
    const [typed] = match;
    const international = typed.startsWith('00') ? `+${typed.slice(2)}` : typed;
    const phone = parsePhoneNumberFromString(international, home[language] ?? 'TR', metadata);
    if (!phone?.isValid()) continue;
    const confidence = international.startsWith('+') ? 0.99 : 0.9;
    phones.push(
      found(text, match.index, match.index + typed.length, { type: 'phone', value: phone.number, confidence }),
    );
  }
  return phones;
}
