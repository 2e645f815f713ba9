const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
};

/** What each mark of Markdown and HTML is replaced by, in this order; each expression is linear. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/!\[([^\]\n]{0,300})\]\([^()\s]{0,2000}(?:\s"[^"\n]{0,300}")?\)/g, '$1'],
  [/\[([^\]\n]{1,300})\]\([^()\s]{0,2000}(?:\s"[^"\n]{0,300}")?\)/g, '$1'],
  [/\[([^\]\n]{1,300})\]\[[^\]\n]{0,100}\]/g, '$1'],
  [/\[\^[^\]\n]{1,50}\]/g, ''],
  [/<(?:https?:\/\/|mailto:)([^>\s]{1,500})>/g, '$1'],
  [/<\/?[A-Za-z][^<>]{0,500}>/g, ''],
  [/\*\*|__|~~/g, ''],
  [/(?<![\p{L}\p{N}*])\*(?=\S)|(?<=\S)\*(?![\p{L}\p{N}*])/gu, ''],
  [/(?<![\p{L}\p{N}_])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}_])/gu, ''],
  [/`/g, ''],
  [/\s+/g, ' '],
];

/** What a backslash takes out of the marks, kept in a private area of Unicode meanwhile. */
const escaped = /\\([\\`*_{}[\]()#+\-.!|>~])/g;
const hide = (_: string, mark: string): string => String.fromCharCode(0xe000 + mark.charCodeAt(0));
const hidden = /[\ue020-\ue07e]/g;
const reveal = (mark: string): string => String.fromCharCode(mark.charCodeAt(0) - 0xe000);

/** Without one of these nothing but white space is replaced. */
const anyMark = /[\\[<*_~`&\ue020-\ue07e]/;

/** White space that is not one space. */
const wideSpace = /\s\s|[^\S ]/;

/** The words of a piece of Markdown on one line, without its marks. */
export function plain(source: string): string {
  if (!anyMark.test(source)) return (wideSpace.test(source) ? source.replace(/\s+/g, ' ') : source).trim();
  let text = source.replace(escaped, hide);
  for (const [mark, instead] of marks) text = text.replace(mark, instead);
  return text
    .replace(/&([a-z]{2,6});/g, (whole, name: string) => entities[name] ?? whole)
    .replace(hidden, reveal)
    .trim();
}
