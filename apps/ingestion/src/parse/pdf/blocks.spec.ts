import { describe, expect, it } from '@jest/globals';
import { blocksOf, joined } from './blocks.js';
import { linesOf } from './lines.js';
import { runsOf, type ContentItem } from './runs.js';

const size = 10;
const item = (str: string, x: number, y: number, width = str.length * 5): ContentItem => ({
  ...{ str, width, hasEOL: false },
  transform: [size, 0, 0, size, x, y],
});

const blocks = (...items: ContentItem[]): string[] =>
  blocksOf(linesOf(runsOf(items))).map(({ kind, text }) => `${kind}: ${text}`);

describe('the texts of a page', () => {
  it('are words on a line, lines of a paragraph, and paragraphs', () => {
    expect(
      blocks(
        ...[item('The sofa', 0, 700), item('is', 44, 700), item('blue and of a very long-', 0, 688)],
        ...[item('lasting make.', 0, 676), item('Another paragraph.', 0, 640)],
      ),
    ).toEqual(['text: The sofa is blue and of a very longlasting make.', 'text: Another paragraph.']);
  });

  it('are rows where lines that follow each other have cells', () => {
    const rows = [700, 688, 676].flatMap((y, row) => [item(`zone ${row}`, 0, y), item(`${row}0 TL`, 120, y)]);
    expect(blocks(...rows)).toEqual(['row: zone 0 | 00 TL', 'row: zone 1 | 10 TL', 'row: zone 2 | 20 TL']);
  });

  it('are no cells after the sign of an item, nor where one line alone has a gap', () => {
    const list = ['1.', '2.'].flatMap((mark, row) => [
      item(mark, 0, 700 - row * 12),
      item('an item', 40, 700 - row * 12),
    ]);
    expect(blocks(...list)).toEqual(['text: 1. an item', 'text: 2. an item']);
    expect(blocks(item('Name', 0, 700), item('Date', 200, 700))).toEqual(['text: Name Date']);
  });

  it('stay in their columns, in the order of the file', () => {
    const column = (x: number) => [700, 688].map((y) => item(`line ${x}/${y}`, x, y));
    expect(blocks(...column(0), ...column(300))).toEqual([
      'text: line 0/700 line 0/688',
      'text: line 300/700 line 300/688',
    ]);
  });

  it('are left out where the file marks them as no part of the text', () => {
    const mark = (tag: string): ContentItem => ({ type: 'beginMarkedContent', tag });
    const end: ContentItem = { type: 'endMarkedContent' };
    expect(blocks(mark('Artifact'), mark('P'), item('head', 0, 760), end, end, item('text', 0, 700))).toEqual([
      'text: text',
    ]);
  });

  it('are read in the direction they are written in', () => {
    const upwards = (str: string, x: number, y: number): ContentItem => ({
      ...{ str, width: str.length * 5, hasEOL: false },
      transform: [0, size, -size, 0, x, y],
    });
    expect(blocks(upwards('read', 100, 0), upwards('upwards', 100, 24))).toEqual(['text: read upwards']);
  });
});

describe('lines of a paragraph', () => {
  it.each([
    [['a sofa', 'is blue'], 'a sofa is blue'],
    [['deliv-', 'eries'], 'deliveries'],
    [['Paris-', 'Istanbul'], 'Paris- Istanbul'],
    [['sizes 3-', '5'], 'sizes 3- 5'],
  ])('%j', (lines, text) => {
    expect(joined(lines)).toBe(text);
  });
});
