import { describe, expect, it } from '@jest/globals';
import { piecesOf, placeInPage, webAddress } from './links.js';

describe('addresses in texts', () => {
  it.each<[string, string[]]>([
    ['See https://shop.example/returns.', ['https://shop.example/returns']],
    ['(http://a.example/x?y=1#z)', ['http://a.example/x?y=1#z']],
    ['two https://a.example, https://b.example!', ['https://a.example/', 'https://b.example/']],
    ['javascript:alert(1) data:text/html,x', []],
    ['https://bank.example@evil.example/', []],
    ['https://', []],
    ['no address', []],
  ])('%j has the links %j', (text, links) => {
    expect(piecesOf(text).flatMap(({ href }) => href ?? [])).toEqual(links);
    expect(
      piecesOf(text)
        .map(({ text: piece }) => piece)
        .join(''),
    ).toBe(text);
  });

  it('takes linear time', () => {
    const since = performance.now();
    piecesOf('https://'.repeat(50_000));
    piecesOf(`https://a.example/${'.'.repeat(200_000)}`);
    expect(performance.now() - since).toBeLessThan(2000);
  });
});

describe('addresses of sources', () => {
  it.each(['javascript:alert(1)', 'data:text/html,<b>', 'vbscript:x', 'file:///etc/passwd', '//x', 'x', ''])(
    '%j is none of the web',
    (address) => {
      expect(webAddress(address)).toBeUndefined();
    },
  );

  it('lead to the place', () => {
    expect(placeInPage('https://a.example/p', 'Free returns - within 30 days')).toBe(
      'https://a.example/p#:~:text=Free%20returns%20%2D%20within%2030%20days',
    );
    expect(placeInPage('https://a.example/p#faq', 'x')).toBe('https://a.example/p#faq:~:text=x');
    expect(placeInPage('https://a.example/p', 'a b c d e f g h i j k l m n')).toBe(
      'https://a.example/p#:~:text=a%20b%20c%20d%20e,j%20k%20l%20m%20n',
    );
    expect(placeInPage('javascript:alert(1)', 'x')).toBeUndefined();
  });
});
