/** As much as is used here of what a page's text content is made of: texts, and marks around them. */
export type ContentItem =
  | {
      readonly str: string;
      /** [a, b, c, d, e, f]: writing direction (a, b), height (c, d), place (e, f), y upwards. */
      readonly transform: readonly number[];
      readonly width: number;
      readonly hasEOL: boolean;
    }
  | { readonly type: string; readonly id?: string | null; readonly tag?: string };

/** A text on a page, measured in its own direction of writing, in points. */
export interface Run {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of its base line; grows from the bottom of a page to its top. */
  readonly height: number;
  readonly size: number;
  /** Quarter turns and what lies between, in degrees. */
  readonly turn: number;
  /** White space stands before it. */
  readonly spaced: boolean;
  /** The element of the structure tree that it belongs to. */
  readonly element?: string;
}

/** Most of what one page may hold; what follows is left out. */
const mostRuns = 100_000;

/** The texts of a page in the order of the file, without what is marked as no part of the text, such as running heads. */
export function runsOf(items: readonly ContentItem[]): Run[] {
  const runs: Run[] = [];
  const marks: { readonly artifact: boolean; readonly id?: string }[] = [];
  let spaced = false;
  for (const item of items) {
    if ('type' in item) {
      if (item.type === 'endMarkedContent') marks.pop();
      else marks.push({ artifact: item.tag === 'Artifact', ...(item.id ? { id: item.id } : {}) });
      continue;
    }
    if (marks.some(({ artifact }) => artifact)) continue;
    const text = readable(item.str);
    if (text.trim() === '') spaced = true;
    else if (runs.length < mostRuns) {
      const element = marks.findLast(({ id }) => id !== undefined)?.id;
      runs.push({ ...placed(item), text, spaced, ...(element === undefined ? {} : { element }) });
      spaced = item.hasEOL;
    }
  }
  return runs;
}

/** Without signs that nobody sees, and in whole characters. */
const readable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\u00AD\uFFFD\uFFFE\uFFFF\u200B]+/gu, ' ')
    .normalize('NFC');

function placed({ transform, width }: Extract<ContentItem, { str: string }>) {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform;
  const length = Math.hypot(a, b) || 1;
  const [right, up] = [a / length, b / length];
  const start = x * right + y * up;
  return {
    start,
    end: start + width,
    height: y * right - x * up,
    size: Math.hypot(c, d) || length,
    turn: Math.round((Math.atan2(up, right) * 180) / Math.PI),
  };
}
