import { describe, expect, it } from '@jest/globals';
import { normalOrigin, originAllowed } from './origin.js';

describe('origins', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://Shop.Example/', 'https://shop.example'],
    ['https://shop.example:443', 'https://shop.example'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('%s is %s', (text, origin) => expect(normalOrigin(text)).toBe(origin));

  it.each([
    '',
    'null',
    'shop.example',
    'https://shop.example/chat',
    'https://shop.example?x',
    'https://user@shop.example',
    'ftp://shop.example',
    'javascript:alert(1)',
    'https://*',
  ])('%j is none, or no one that a page has', (text) => {
    const origin = normalOrigin(text);
    expect(origin === undefined || origin === text).toBe(true);
    expect(originAllowed(['https://shop.example'], text)).toBe(false);
  });

  it('are free where none is named, and a request without one is no browser', () => {
    expect(originAllowed([], 'https://anywhere.example')).toBe(true);
    expect(originAllowed([], 'null')).toBe(true);
    expect(originAllowed(['https://shop.example'], undefined)).toBe(true);
  });

  it('are refused by scheme, port and every part of the host', () => {
    const allowed = ['https://shop.example'];
    expect(originAllowed(allowed, 'https://shop.example')).toBe(true);
    for (const other of [
      'http://shop.example',
      'https://shop.example:8443',
      'https://shop.example.evil',
      'https://a.shop.example',
    ])
      expect(originAllowed(allowed, other)).toBe(false);
  });
});
