import { describe, expect, it } from '@jest/globals';
import { cellsOf, unitsOf } from './units.js';

const split = (text: string) => unitsOf(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('units of a passage', () => {
  it('are sentences of prose, also over the ends of lines', () => {
    expect(split('First one\ngoes on. Second.\n\nThird')).toEqual([
      ['sentence', 'First one\ngoes on.'],
      ['sentence', 'Second.'],
      ['sentence', 'Third'],
    ]);
  });

  it('are items of lists with the lines that belong to them', () => {
    expect(split('To pay:\n- by card\n  or cash\n* later\n1. Press. Wait.\n2) Go')).toEqual([
      ['sentence', 'To pay:'],
      ['item', 'by card\n  or cash'],
      ['item', 'later'],
      ['item', 'Press. Wait.'],
      ['item', 'Go'],
    ]);
  });

  it('are rows of tables with their columns, without head and rule', () => {
    const table = '| Day | Hours |\n| --- | :---: |\n| Sunday | 12–18 |\n| Monday | 10–20 |\nAfter.';
    expect(split(table)).toEqual([
      ['row', '| Sunday | 12–18 |'],
      ['row', '| Monday | 10–20 |'],
      ['sentence', 'After.'],
    ]);
    expect(unitsOf(table)[0]?.columns).toEqual(['Day', 'Hours']);
  });

  it('are blocks of code as they stand', () => {
    expect(split('Run:\n```sh\nnpm start\n\nnpm test\n```\nDone.')).toEqual([
      ['sentence', 'Run:'],
      ['code', 'npm start\n\nnpm test'],
      ['sentence', 'Done.'],
    ]);
    expect(split('```\nopen\nend')).toEqual([['code', 'open\nend']]);
    expect(split('```')).toEqual([]);
  });

  it('are not headings, rules, tags and imports', () => {
    expect(split('# Title\n<Note>\nimport X from "y";\n---\nText.\n</Note>\n***')).toEqual([['sentence', 'Text.']]);
  });

  it('are cut between words where they are too long to quote', () => {
    const units = split(`${'word '.repeat(1000)}end`);
    expect(units.map(([, text]) => text!.length).every((length) => length <= 1200)).toBe(true);
    expect(units.map(([, text]) => text).join(' ')).toBe(`${'word '.repeat(1000)}end`);
    expect(split('x'.repeat(3000)).map(([, text]) => text!.length)).toEqual([1200, 1200, 600]);
    expect(split(`a${'𝐱'.repeat(1000)}`).every(([, text]) => text!.isWellFormed())).toBe(true);
  });

  it('are found in any text in linear time', () => {
    for (const text of [
      '|'.repeat(50_000),
      '- '.repeat(50_000),
      '<'.repeat(50_000),
      '\n'.repeat(50_000),
      '*_'.repeat(50_000),
    ])
      expect(unitsOf(text).length).toBeLessThan(100);
  });
});

describe('cells of a row', () => {
  it.each([
    ['| a | b |', ['a', 'b']],
    ['| a \\| b | c |', ['a \\| b', 'c']],
    ['||', ['']],
  ])('%j', (row, cells) => {
    expect(cellsOf(row)).toEqual(cells);
  });
});
