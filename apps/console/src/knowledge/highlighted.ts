/** A piece of a text; `marked` where it is one of the places to be pointed out. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** The text in pieces, with the given sentences marked where they stand in it; together the pieces are the text. */
export function piecesOf(text: string, highlights: readonly string[]): Piece[] {
  const places = highlights
    .map((sentence) => ({ start: sentence === '' ? -1 : text.indexOf(sentence), length: sentence.length }))
    .filter(({ start }) => start >= 0)
    .sort((a, b) => a.start - b.start || b.length - a.length);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, length } of places) {
    if (start < at) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, start + length), marked: true });
    at = start + length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

const isTableRule = (line: string): boolean => line.includes('---') && /^[\s|:-]*$/.test(line);

/** Without the lines below the heads of Markdown tables, in which there is nothing to read. */
export const withoutTableRules = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !isTableRule(line))
    .join('\n');
