import type { Figure } from './figure.js';

const rounded = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
const shown = (value: number | null): string => (value === null ? '–' : String(rounded(value)));

/** One JSON line a figure. */
export const asLines = (figures: readonly Figure[]): string =>
  figures
    .map((figure) => JSON.stringify(figure, (_key, value) => (typeof value === 'number' ? rounded(value) : value)))
    .join('\n');

/** A table for people; `!` marks what misses its bar. */
export function asTable(figures: readonly Figure[]): string {
  const head = ['', 'figure', 'min', 'median', 'max', 'unit', 'floor', 'bar'];
  const rows = figures.map((figure) => [
    figure.ok ? ' ' : '!',
    figure.figure,
    shown(figure.min),
    shown(figure.value),
    shown(figure.max),
    figure.unit,
    shown(figure.floor),
    figure.bar === null ? '–' : `${figure.better === 'lower' ? '≤' : '≥'} ${shown(figure.bar)}`,
  ]);
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const textual = new Set([0, 1, 5]);
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          textual.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
