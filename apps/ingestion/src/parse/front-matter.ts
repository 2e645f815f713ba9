import type { Span } from './outline.js';

export interface FrontMatter extends Span {
  readonly title?: string;
  /** Place of the description's text, when it stands on one line and means what it shows. */
  readonly description?: Span;
}

/** Longest front matter, in UTF-16 units; what goes on for longer is text. */
const longest = 20_000;
const opening = /^---[ \t]*(?:\r\n|\r|\n)/;
const closing = /^(?:---|\.\.\.)[ \t]*$/m;
const firstField = /^\s*(?:#.*\s+)*[\w-]+[ \t]*:(?:\s|$)/;
const field = /^(title|description)[ \t]*:[ \t]*(\S.*)$/gm;

/** The block between `---` lines at the beginning of a document. Of its YAML only one-line titles and descriptions are read. */
export function readFrontMatter(source: string): FrontMatter | undefined {
  const from = opening.exec(source)?.[0].length;
  if (from === undefined) return undefined;
  const head = source.slice(from, from + longest);
  const end = closing.exec(head);
  const body = end && head.slice(0, end.index);
  if (!end || !body || !firstField.test(body)) return undefined;
  const found: { title?: string; description?: Span } = {};
  for (const { 0: line, 1: name, 2: given, index } of body.matchAll(field)) {
    const value = given!.trimEnd();
    const scalar = scalarOf(value);
    if (!scalar) continue;
    const start = from + index + line.length - given!.length + scalar.quote;
    if (name === 'title') found.title ??= scalar.text;
    else if (scalar.verbatim) found.description ??= { start, end: start + value.length - 2 * scalar.quote };
  }
  return { ...found, start: 0, end: from + end.index + end[0].length };
}

/** A YAML scalar on one line; `quote` is the length of the quotation mark on either side. */
function scalarOf(value: string): { text: string; quote: 0 | 1; verbatim: boolean } | undefined {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  if (quoted) {
    const [, mark, inner] = quoted as unknown as [string, string, string];
    const text = mark === "'" ? inner.replaceAll("''", "'") : inner.replace(/\\(["\\])/g, '$1');
    return text.trim() === '' ? undefined : { text, quote: 1, verbatim: text === inner };
  }
  return /^[|>&*!%@`{["'#]/.test(value) ? undefined : { text: value, quote: 0, verbatim: true };
}
