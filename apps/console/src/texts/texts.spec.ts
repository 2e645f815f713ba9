import { describe, expect, it } from '@jest/globals';
import en from './en.json' with { type: 'json' };
import tr from './tr.json' with { type: 'json' };
import { Words } from './texts.js';

const holes = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe('texts', () => {
  it('are the same in both languages, with the same holes', () => {
    expect(Object.keys(tr).sort()).toEqual(Object.keys(en).sort());
    for (const [name, text] of Object.entries(en)) {
      expect([name, holes(tr[name as keyof typeof tr])]).toEqual([name, holes(text)]);
    }
  });

  it('count as the language does', () => {
    const english = new Words('en');
    expect([english.count('unseen.title', 1), english.count('unseen.title', 3)]).toEqual([
      en['unseen.title.one'].replace('{count}', '1'),
      en['unseen.title.other'].replace('{count}', '3'),
    ]);
  });

  it.each([
    [5, '5 s', '5 sn'],
    [59.9, '59 s', '59 sn'],
    [60, '1 min', '1 dk'],
    [3600 + 5 * 60, '1 h 5 min', '1 sa 5 dk'],
    [50 * 3600, '2 d', '2 g'],
    [-3, '0 s', '0 sn'],
  ])('say %d seconds', (seconds, english, turkish) => {
    expect([new Words('en').duration(seconds), new Words('tr').duration(seconds)]).toEqual([english, turkish]);
  });

  it('write numbers and sizes as people read them', () => {
    expect([new Words('en').number(1234.5), new Words('tr').number(1234.5)]).toEqual(['1,234.5', '1.234,5']);
    expect([new Words('en').size(900), new Words('en').size(1450), new Words('tr').size(2_340_000)]).toEqual([
      '900 B',
      '1.5 kB',
      '2,3 MB',
    ]);
    expect(new Words('tr').percent(0.87)).toBe('%87');
  });
});
