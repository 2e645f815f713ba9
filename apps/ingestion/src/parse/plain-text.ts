import type { Outline, Piece } from './outline.js';

const paragraph = /\S[^\r\n]*(?:(?:\r\n|\r|\n)[ \t]*[^\s][^\r\n]*)*/g;

/** Plain text: paragraphs parted by empty lines. The canonical text is the source. */
export function readPlainText(source: string): Outline {
  const pieces = [...source.matchAll(paragraph)].map(({ index, 0: text }): Piece => {
    return { kind: 'block', cut: 'lines', start: index, end: index + text.length };
  });
  return { text: source, pieces };
}
