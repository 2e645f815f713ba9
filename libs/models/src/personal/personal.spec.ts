import { describe, expect, it } from '@jest/globals';
import { personalIn } from './personal.js';
import { Pseudonyms } from './pseudonyms.js';

const kinds = (text: string) => personalIn(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('what is personal in a text', () => {
  it.each([
    ['write to ayse.oz+shop@posta.com.tr, please', 'EMAIL', 'ayse.oz+shop@posta.com.tr'],
    ["Mailim AYŞE@örnek.com'dur.", 'EMAIL', 'AYŞE@örnek.com'],
    ['numaram 0532 123 45 67', 'PHONE', '0532 123 45 67'],
    ['5321234567 den arayın', 'PHONE', '5321234567'],
    ['Tel:+90 (532) 123-45-67.', 'PHONE', '+90 (532) 123-45-67'],
    ['(0212 555 11 22)', 'PHONE', '0212 555 11 22'],
    ['12.05.2026 05321234567', 'PHONE', '05321234567'],
    ['it is (415) 555-2671', 'PHONE', '(415) 555-2671'],
    ['reach me at 0044 20 7946 0958', 'PHONE', '0044 20 7946 0958'],
    ['call me back: 555 26 71', 'PHONE', '555 26 71'],
    ['kartım 4111 1111 1111 1111 123', 'CARD', '4111 1111 1111 1111'],
    ['4111111111111111 son kullanma 12/29', 'CARD', '4111111111111111'],
    ['amex 3782-822463-10005', 'CARD', '3782-822463-10005'],
    ['TC kimlik no 10000000146', 'NATIONAL_ID', '10000000146'],
    ['TR33 0006 1005 1978 6457 8413 26 hesabıma', 'IBAN', 'TR33 0006 1005 1978 6457 8413 26'],
    ['tr330006100519786457841327', 'IBAN', 'tr330006100519786457841327'],
    ['pay GB82 WEST 1234 5698 7654 32 now', 'IBAN', 'GB82 WEST 1234 5698 7654 32'],
  ])('of %j is the %s', (text, kind, value) => {
    expect(kinds(text)).toEqual([[kind, value]]);
  });

  it.each([
    'where is LM-104233?',
    'order 104233',
    'Sipariş numaram 5321234567',
    'SİPARİŞ NO: 05321234567',
    'my tracking number is 415-555-2671',
    'AB-5321234567',
    'call me on 12.05.2026 or 2026-05-12',
    'between 10.00-12.30 on 3/4/2026',
    'it cost 1.299,90 TL and 2 500 000 before',
    'no12 adet urun aldim bozuk cikti',
    '10000000147',
    '4111 1111 1111 1112',
    '@ayse, look: a@b',
    'iPhone 15 Pro 256 GB',
    '7a3043ea-15d6-45c6-9488-00591099767d',
    'eaaa3559-c875-4eb5-be72-b16158a0591d',
    '',
  ])('is nothing in %j', (text) => {
    expect(kinds(text)).toEqual([]);
  });
});

describe('names that stand for what is personal', () => {
  it('are the same for the same value, and give it back', () => {
    const names = new Pseudonyms();
    const said = ['I am a@b.com or 0532 123 45 67', 'no, c@d.com', 'or a@b.com'];
    const masked = said.map((text) => names.mask(text));
    expect(masked).toEqual(['I am [EMAIL_A] or [PHONE_B]', 'no, [EMAIL_C]', 'or [EMAIL_A]']);
    expect(masked.map((text) => names.restore(text))).toEqual(said);
    expect(names.restore('[EMAIL_D]')).toBe('[EMAIL_D]');
  });

  it('are enough for a long text', () => {
    const names = new Pseudonyms();
    const text = Array.from({ length: 800 }, (_, at) => `x${at}@b.com`).join(' ');
    expect(names.restore(names.mask(text))).toBe(text);
  });
});
