import { describe, expect, it } from '@jest/globals';
import { emailKey } from './email.js';

describe('the form e-mail addresses are compared in', () => {
  it.each([
    ['Ada@Shop.Example', 'ada@shop.example'],
    ['INFO@SHOP.EXAMPLE', 'info@shop.example'],
    ['e\u0301milie@shop.example', '\u00e9milie@shop.example'],
    ['I\u0307@shop.example', '\u0130@shop.example'],
  ])('%s as %s', (email, key) => expect(emailKey(email)).toBe(key));

  it('keeps the four Turkish letters I, İ, i and ı apart where case does not join them', () => {
    expect(emailKey('Irmak@a.tr')).toBe(emailKey('irmak@a.tr'));
    expect(new Set(['\u0130@a.tr', 'i@a.tr', '\u0131@a.tr'].map(emailKey)).size).toBe(3);
  });

  it('is the same when taken twice', () => {
    const key = emailKey('\u0130STANBUL@Shop.Example');
    expect(emailKey(key)).toBe(key);
  });
});
