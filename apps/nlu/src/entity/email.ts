import { found, type Found } from './found.js';

const localPart = /[\p{L}\p{N}._%+-]/u;
const domainPart = /[\p{L}\p{N}.-]/u;
const longestLocal = 64;
const longestDomain = 253;
const domain = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24}$/u;

/** E-mail addresses, found from each `@` outwards, so that the time is linear. */
export function emailsIn(text: string): Found[] {
  const emails: Found[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const start = startOf(text, at);
    const end = endOf(text, at);
    if (start === at || !domain.test(text.slice(at + 1, end))) continue;
    const value = lowerCase(text.slice(start, end));
    emails.push(found(text, start, end, { type: 'email', value, confidence: 0.99 }));
  }
  return emails;
}

/** Turkish keyboards write the capital of i as İ, also in an address; in lower case that is i, and no i with a second dot. */
const lowerCase = (email: string): string => email.normalize('NFC').replaceAll('İ', 'i').toLowerCase();

function startOf(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < longestLocal && localPart.test(text[start - 1]!)) start--;
  while (start < at && text[start] === '.') start++;
  return start;
}

function endOf(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && end - at <= longestDomain && domainPart.test(text[end]!)) end++;
  while (end > at + 1 && /[.-]/.test(text[end - 1]!)) end--;
  return end;
}
