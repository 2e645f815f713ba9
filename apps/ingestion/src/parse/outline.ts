/** A place in a document's canonical text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Heading extends Span {
  readonly kind: 'heading';
  /** 1 is outermost. */
  readonly depth: number;
  /** Without markup, at most 500 characters. */
  readonly title: string;
  /** False: the place shows markup, not text that can stand for itself. */
  readonly readable: boolean;
}

export type Piece =
  | Heading
  /** What follows no longer belongs to headings of this depth or deeper. */
  | { readonly kind: 'close'; readonly depth: number }
  /** Where it is cut when it is too large: rows of a table, lines of code and items at line ends, prose at sentences. */
  | ({ readonly kind: 'block'; readonly cut: 'lines' | 'sentences' } & Span)
  /** What follows begins on this page; headings hold on. */
  | { readonly kind: 'page'; readonly page: number }
  /** A block that shares no chunk with its neighbours. */
  | ({ readonly kind: 'summary' } & Span);

/** A document as its parser leaves it. */
export interface Outline {
  /** The document's own title, if it has one. */
  readonly title?: string;
  /** The canonical text: chunks and citations are verbatim pieces of it. */
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Of a document that has pages. */
  readonly pages?: { readonly total: number; readonly failed: readonly PageFailure[] };
}

/** A page of which nothing could be taken. */
export interface PageFailure {
  readonly page: number;
  readonly error: 'unreadable' | 'no_text';
}

/** Longest title and heading, in UTF-16 units (contracts: `Citation`). */
const longestTitle = 500;

/** In one line, and no longer than a title may be. */
export function titleOf(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= longestTitle
    ? line
    : `${line
        .slice(0, longestTitle - 1)
        .toWellFormed()
        .replace(/\uFFFD$/u, '')}…`;
}
