import { sentencesIn, type Span } from './sentences.js';

/** The smallest piece that can be quoted: a sentence, an item of a list, a row of a table, a block of code. */
export interface Unit extends Span {
  readonly kind: 'sentence' | 'item' | 'row' | 'code';
  /** Of a row: the cells of the table's head. */
  readonly columns?: readonly string[];
}

/** Longest quote, in UTF-16 units. */
const longest = 1200;

const fence = /^\s*(?:```|~~~)/;
const heading = /^\s{0,3}#{1,6}\s/;
const item = /^\s*(?:[-*+•]|\p{N}{1,3}[.)])\s+/u;
const tableRow = /^\s*\|.*\|\s*$/;
const tableRule = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;
const markup = /^\s*(?:<\/?[A-Za-z][^>]*>|import\s.+from\s.+|export\s.+|-{3,}|\*{3,}|_{3,}|={3,})\s*;?\s*$/;
const hasText = /[\p{L}\p{N}]/u;

interface Line extends Span {
  readonly text: string;
}

const linesOf = (text: string): Line[] => {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push({ text: line, start, end: start + line.length });
    start += line.length + 1;
  }
  return lines;
};

/** Cells of a row as they are written. */
export const cellsOf = (row: string): string[] =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

/** The units of a passage, in order. Headings, rules and bare tags are none. Linear in its length. */
export function unitsOf(text: string): Unit[] {
  const lines = linesOf(text);
  const units: Unit[] = [];
  let at = 0;
  while (at < lines.length) {
    const from = at;
    const { text: line } = lines[at]!;
    if (fence.test(line)) at = takeCode(lines, at, units);
    else if (tableRow.test(line) && tableRule.test(lines[at + 1]?.text ?? '')) at = takeTable(lines, at, units);
    else if (!hasText.test(line) || heading.test(line) || markup.test(line)) at++;
    else if (item.test(line)) at = takeItem(text, lines, at, units);
    else at = takeProse(text, lines, at, units);
    if (at === from) at++;
  }
  return units.flatMap((unit) => cut(text, unit)).filter(({ start, end }) => hasText.test(text.slice(start, end)));
}

const breaksProse = (line: string): boolean =>
  !hasText.test(line) ||
  fence.test(line) ||
  heading.test(line) ||
  markup.test(line) ||
  item.test(line) ||
  tableRow.test(line);

function takeCode(lines: readonly Line[], from: number, units: Unit[]): number {
  let to = from + 1;
  while (to < lines.length && !fence.test(lines[to]!.text)) to++;
  const first = lines[from + 1];
  const last = lines[to - 1];
  if (first && last && to > from + 1) units.push({ kind: 'code', start: first.start, end: last.end });
  return to + 1;
}

function takeTable(lines: readonly Line[], from: number, units: Unit[]): number {
  const columns = cellsOf(lines[from]!.text);
  let to = from + 2;
  for (; to < lines.length && tableRow.test(lines[to]!.text); to++)
    units.push({ kind: 'row', columns, ...trimmed(lines[to]!) });
  return to;
}

function takeItem(text: string, lines: readonly Line[], from: number, units: Unit[]): number {
  let to = from + 1;
  while (to < lines.length && !breaksProse(lines[to]!.text)) to++;
  const mark = item.exec(lines[from]!.text)![0].length;
  units.push({ kind: 'item', ...trimmedSpan(text, lines[from]!.start + mark, lines[to - 1]!.end) });
  return to;
}

function takeProse(text: string, lines: readonly Line[], from: number, units: Unit[]): number {
  let to = from + 1;
  while (to < lines.length && !breaksProse(lines[to]!.text)) to++;
  const span = { start: lines[from]!.start, end: lines[to - 1]!.end };
  for (const sentence of sentencesIn(text, span)) units.push({ kind: 'sentence', ...sentence });
  return to;
}

const trimmed = ({ text, start, end }: Line): Span => ({
  start: start + (text.length - text.trimStart().length),
  end: end - (text.length - text.trimEnd().length),
});

function trimmedSpan(text: string, start: number, end: number): Span {
  const part = text.slice(start, end);
  return { start: start + (part.length - part.trimStart().length), end: end - (part.length - part.trimEnd().length) };
}

/** A unit that is too long to quote is cut between words. */
function cut(text: string, unit: Unit): Unit[] {
  if (unit.end - unit.start <= longest) return [unit];
  const space = text.lastIndexOf(' ', unit.start + longest);
  const middle = space > unit.start ? space : wholeCharacters(text, unit.start + longest);
  return [{ ...unit, end: middle }, ...cut(text, { ...unit, ...trimmedSpan(text, middle, unit.end) })];
}

/** Not between the halves of a character. */
const wholeCharacters = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at);
