import { collapsed, linesOf, textOf, type Line } from './lines.js';
import type { Run } from './runs.js';

/** What is read as one: a heading, a paragraph or item, or a row of a table. */
export interface Block {
  readonly kind: 'heading' | 'text' | 'row';
  readonly text: string;
  /** Of a heading that the file itself tells: 1 is outermost. */
  readonly depth?: number;
  /** Of most of its letters, in half points. */
  readonly size: number;
}

/** How far lines of one paragraph may be apart, in shares of their size. */
const leading = 1.9;
/** A line that ends so far before the widest of its paragraph ends the paragraph, as a share of that width. */
const shortLine = 0.6;
const item = /^(?:[•·▪◦●○■□➢✓]|[–—*+-] |\(?(?:\p{N}{1,3}|[A-Za-z])[.)] )/u;
export const sentenceEnd = /[.!?:;…][»”"')\]]?$/u;

/** The blocks of a page by the places of its lines. */
export function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: Block[] = [];
  let open: Line[] = [];
  const end = () => {
    if (open.length > 0) blocks.push({ kind: 'text', text: joined(open.map(textOf)), size: open[0]!.size });
    open = [];
  };
  lines.forEach((line, at) => {
    const last = open.at(-1);
    if (isRow(lines, at)) {
      end();
      blocks.push({ kind: 'row', text: line.cells.join(' | '), size: line.size });
      return;
    }
    if (last && !goesOn(line, last, open)) end();
    open.push(line);
  });
  end();
  return blocks;
}

/** Cells make a table where the line before or after has as many. */
function isRow(lines: readonly Line[], at: number): boolean {
  const { cells, turn } = lines[at]!;
  const alike = (other: Line | undefined) =>
    other !== undefined &&
    other.turn === turn &&
    other.cells.length > 1 &&
    Math.abs(other.cells.length - cells.length) <= 1;
  return cells.length > 1 && (alike(lines[at - 1]) || alike(lines[at + 1]));
}

function goesOn(line: Line, last: Line, open: readonly Line[]): boolean {
  const down = last.height - line.height;
  const size = Math.min(line.size, last.size);
  if (line.turn !== last.turn || Math.abs(line.size - last.size) > 0.15 * size) return false;
  if (down < 0 || down > leading * size || item.test(textOf(line))) return false;
  const widest = Math.max(...open.map(({ start, end }) => end - start), line.end - line.start);
  const isShort = last.end - last.start < shortLine * widest;
  return !(isShort && sentenceEnd.test(textOf(last)));
}

/** Lines of a paragraph as one text; a word that was parted at the end of a line is whole again. */
export function joined(lines: readonly string[]): string {
  const text = lines.reduce((sofar, line) =>
    /\p{Ll}[-‐]$/u.test(sofar) && /^\p{Ll}/u.test(line) ? sofar.slice(0, -1) + line : `${sofar} ${line}`,
  );
  return collapsed(text);
}

/** What runs of one element of a structure tree say. */
export function textOfRuns(runs: readonly Run[]): string {
  const lines = linesOf(runs).map(textOf);
  return lines.length === 0 ? '' : joined(lines);
}
