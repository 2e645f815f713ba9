import type { Run } from './runs.js';

/** A line of a page: what stands on one base line, without a gap that a sentence would not have, or as cells of a row. */
export interface Line {
  readonly cells: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly height: number;
  readonly size: number;
  readonly turn: number;
}

/** Gaps in shares of the size of the letters: from here on it is a space, and from here on another cell. */
const spaceGap = 0.15;
const cellGap = 1.6;
/** So far a base line may differ within a line (indices, notes), and a text may begin before the end of the one before. */
const sameLine = 0.5;
const overlap = 1.5;

/** The sign or number of an item of a list: what follows is no other cell. */
const marker = /^(?:[•·▪◦●○■□–—*+➢✓-]|\(?(?:\p{N}{1,3}|[A-Za-z]|[ivx]{1,5})[.)])$/u;

/** Lines in the order of the file: in nearly all files that of reading, columns included. */
export function linesOf(runs: readonly Run[]): Line[] {
  const lines: Line[] = [];
  let open: Run[] = [];
  for (const run of runs) {
    const last = open.at(-1);
    if (last && !follows(run, last, open[0]!)) {
      lines.push(lineOf(open));
      open = [];
    }
    open.push(run);
  }
  return open.length > 0 ? [...lines, lineOf(open)] : lines;
}

function follows(run: Run, last: Run, first: Run): boolean {
  const size = Math.max(run.size, last.size);
  const raised = Math.min(Math.abs(run.height - last.height), Math.abs(run.height - first.height));
  return run.turn === last.turn && raised <= sameLine * size && run.start >= last.end - overlap * size;
}

function lineOf(runs: readonly Run[]): Line {
  const cells: string[] = [];
  let last: Run | undefined;
  for (const run of runs) {
    const gap = last ? run.start - last.end : 0;
    const size = last ? Math.min(run.size, last.size) : run.size;
    const before = cells.at(-1);
    if (before === undefined || (gap > cellGap * size && !marker.test(before.trim()))) cells.push(run.text);
    else cells[cells.length - 1] = before + (run.spaced || gap > spaceGap * size ? ' ' : '') + run.text;
    last = run;
  }
  const { start, turn } = runs[0]!;
  const largest = runs.reduce((one, other) => (weight(other) > weight(one) ? other : one));
  const { size, height } = largest;
  return { cells: cells.map(collapsed), start, end: last!.end, height, size: Math.round(size * 2) / 2, turn };
}

const weight = ({ text, size }: Run): number => text.length * size;

export const collapsed = (text: string): string => text.replace(/\s+/gu, ' ').trim();

export const textOf = ({ cells }: Line): string => cells.join(' ');
