/** An HTML or JSX tag. */
export interface Tag {
  readonly name: string;
  readonly form: 'open' | 'close' | 'void';
  /** Its `title` attribute. */
  readonly title?: string;
  readonly end: number;
}

/** A tag that is not closed within so many characters is text. */
const longestTag = 4000;
const nameAt = /<(\/?)([A-Za-z][\w.-]*)(?=[\s/>])/y;
const titleIn = /\stitle\s*=\s*(?:"([^"]*)"|'([^']*)'|\{\s*["'`]([^"'`]*)["'`]\s*\})/;
const newTagOrBlank = /[ \t]*(?:<|\r|\n|$)/y;
const voidNames = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);

export function tagNameAt(text: string, at: number): string | undefined {
  nameAt.lastIndex = at;
  return nameAt.exec(text)?.[2];
}

/** The tag that begins at `at`; it may run over several lines, but not over an empty one or into another tag. */
export function tagAt(text: string, at: number): Tag | undefined {
  nameAt.lastIndex = at;
  const opening = nameAt.exec(text);
  if (!opening) return undefined;
  const end = closingBracket(text, nameAt.lastIndex);
  if (end === undefined) return undefined;
  const name = opening[2]!;
  if (opening[1] === '/') return { name, form: 'close', end };
  const form = text[end - 2] === '/' || voidNames.has(name) ? 'void' : 'open';
  const title = titleIn.exec(text.slice(at, end));
  const given = title && (title[1] ?? title[2] ?? title[3]);
  return { name, form, end, ...(given?.trim() ? { title: given } : {}) };
}

/** Just behind the `>` that ends a tag, past quotes and braces. */
function closingBracket(text: string, from: number): number | undefined {
  let quote = '';
  let braces = 0;
  const last = Math.min(text.length, from + longestTag);
  for (let at = from; at < last; at++) {
    const sign = text[at]!;
    if (sign === '\n' || sign === '\r') {
      newTagOrBlank.lastIndex = sign === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
      if (newTagOrBlank.test(text)) return undefined;
    } else if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'" || sign === '`') quote = sign;
    else if (sign === '{') braces++;
    else if (sign === '}') braces--;
    else if (sign === '>' && braces <= 0) return at + 1;
  }
  return undefined;
}
