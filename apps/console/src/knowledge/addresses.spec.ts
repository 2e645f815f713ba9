import { describe, expect, it } from '@jest/globals';
import { addressesIn, refusedIn } from './addresses.js';

describe('addresses of sites', () => {
  it('stand on lines, with or without a scheme', () => {
    expect(
      addressesIn(' https://shop.example\n\nwww.shop.example/contact?x, http://localhost:8090 \n ftp:// '),
    ).toEqual(['https://shop.example', 'https://www.shop.example', 'http://localhost:8090', 'ftp://']);
    expect(addressesIn(' \n')).toEqual([]);
  });

  it('are named by what refuses one of them', () => {
    expect(refusedIn({ fields: { 'allowed_origins.1': ['isOrigin'] } }, ['one', 'two'])).toBe('two');
    expect(refusedIn({ fields: { revision: ['isInt'] } }, ['one'])).toBeUndefined();
    expect(refusedIn({}, ['one'])).toBeUndefined();
  });
});
