import { describe, expect, it } from '@jest/globals';
import { piecesOf, withoutTableRules } from './highlighted.js';

const shown = (text: string, highlights: string[]): string =>
  piecesOf(text, highlights)
    .map(({ text: piece, marked }) => (marked ? `[${piece}]` : piece))
    .join('');

describe('highlights in a passage', () => {
  it.each([
    ['one two three', ['two'], 'one [two] three'],
    ['one two three', ['three', 'one'], '[one] two [three]'],
    ['one two three', ['one two', 'two'], '[one two] three'],
    ['one two three', ['absent', ''], 'one two three'],
    ['one', ['one'], '[one]'],
    ['', ['x'], ''],
    ['İade süresi 14 gündür. (a+b)*', ['(a+b)*'], 'İade süresi 14 gündür. [(a+b)*]'],
  ])('%j with %j', (text, highlights, expected) => {
    expect(shown(text, highlights)).toBe(expected);
  });
});

it.each([
  ['| Item | Rule |\n| :-- | --- |\n| Rug | none |', '| Item | Rule |\n| Rug | none |'],
  ['a --- b\n\n- one', 'a --- b\n\n- one'],
  ['', ''],
])('the rules of tables are left out: %j', (text, shown) => {
  expect(withoutTableRules(text)).toBe(shown);
});
