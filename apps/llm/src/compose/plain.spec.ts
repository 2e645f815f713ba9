import { describe, expect, it } from '@jest/globals';
import { plain } from './plain.js';
import { show } from './show.js';
import { unitsOf } from '../evidence/units.js';

describe('plain words of Markdown', () => {
  it.each([
    ['**Bold** and _italic_ and `code`', 'Bold and italic and code'],
    ['[the page](https://example.org/a?b=c "title") says', 'the page says'],
    ['![a lamp](lamp.png) here', 'a lamp here'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['_Hesabım → Siparişlerim_ sayfası', 'Hesabım → Siparişlerim sayfası'],
    ['~~old~~ &amp; new &unknown;', 'old & new &unknown;'],
    ['<b>loud</b> <https://example.org>', 'loud example.org'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['escaped \\*stars\\* stay', 'escaped *stars* stay'],
    ['over\ntwo   lines', 'over two lines'],
    ['<script>alert(1)</script>', 'alert(1)'],
  ])('%j', (source, words) => {
    expect(plain(source)).toBe(words);
  });

  it('takes hostile text in linear time', () => {
    for (const text of [
      '['.repeat(20_000),
      '!['.repeat(20_000),
      '<a'.repeat(20_000),
      '*'.repeat(20_000),
      '_a'.repeat(20_000),
      '[x]('.repeat(10_000),
    ])
      expect(plain(text).length).toBeLessThanOrEqual(text.length);
  });
});

describe('units as they are read', () => {
  it('sentences run on, items and rows stand on lines of their own', () => {
    const text =
      'One. Two.\n- **three**\n\n| Way | When | Reply |\n|---|---|---|\n| Phone | always | at once |\n| E-mail | | 1 day |';
    expect(show(text, unitsOf(text))).toBe(
      'One. Two.\n• three\n• Phone: When: always; Reply: at once\n• E-mail: Reply: 1 day',
    );
  });

  it('a row of two cells needs no name of the column', () => {
    const text = '| Place | Time |\n|---|---|\n| Bursa | 1–2 days |';
    expect(show(text, unitsOf(text))).toBe('• Bursa: 1–2 days');
  });
});
