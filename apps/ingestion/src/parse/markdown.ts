import type { Heading, Nodes, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified, type Processor } from 'unified';
import { readPlainText } from './plain-text.js';
import { Refusal } from './refusal.js';
import { readFrontMatter } from './front-matter.js';
import { maskMarkup, type Masked, type PlacedTag } from './mask.js';
import { titleOf, type Outline, type Piece, type Span } from './outline.js';

/**
 * Only blocks are wanted, and what is inline takes time that grows with the square of some texts. Indented code is
 * prose (as in MDX), tags were masked, link definitions are text that can be found.
 */
const blocksOnly = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'codeIndented',
  'codeText',
  'definition',
  'hardBreakEscape',
  'htmlFlow',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
];
const blocks = unified().use(remarkParse).use(disable, blocksOnly).freeze();
const inline = unified().use(remarkParse).use(remarkGfm).freeze();

function disable(this: Processor, constructs: readonly string[]): void {
  const data = this.data() as { micromarkExtensions?: object[] };
  (data.micromarkExtensions ??= []).push({ disable: { null: constructs } });
}

/** Quotes and lists begun one inside another on one line: the parser's time grows with the square of their number. */
const deepestNesting = 30;
const nesting = new RegExp(`^(?:[ \\t]*(?:>|(?:[-+*]|\\d{1,9}[.)])(?=[ \\t]))){${deepestNesting}}`, 'm');
/** Of a table, in UTF-16 units. */
const largestRow = 20_000;
const delimiterRow = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** A text of more lines costs the parser many seconds and is none that somebody wrote: it is read as plain text. */
const mostLines = 40_000;

/** Markdown, with front matter and the components of MDX. The canonical text is the source. Throws `Refusal`. */
export function readMarkdown(source: string): Outline {
  if (nesting.test(source)) throw new Refusal('document.too_complex', 'nesting');
  if (source.split(/\r\n|\r|\n/, mostLines + 1).length > mostLines) return readPlainText(source);
  const front = readFrontMatter(source);
  const masked = maskMarkup(source, front?.end ?? 0);
  const pieces = merge(blockPieces(masked), componentMarks(masked.tags));
  const summary: Piece[] = front?.description ? [{ kind: 'summary', ...front.description }] : [];
  const heading = pieces.find((piece) => piece.kind === 'heading' && piece.readable);
  const title = front?.title ? titleOf(front.title) : heading?.kind === 'heading' ? heading.title : undefined;
  return { text: source, pieces: [...summary, ...pieces], ...(title ? { title } : {}) };
}

type Placed = Exclude<Piece, { readonly kind: 'close' | 'page' }>;

const blockPieces = ({ text, parts }: Masked): Placed[] =>
  parts.flatMap((start, part) => {
    const masked = text.slice(start, parts[part + 1]);
    return blocks
      .parse(masked)
      .children.flatMap((node) =>
        piecesOf(node, masked).map((piece) => ({ ...piece, start: piece.start + start, end: piece.end + start })),
      );
  });

function piecesOf(node: RootContent, masked: string): Placed[] {
  switch (node.type) {
    case 'thematicBreak':
      return [];
    case 'heading': {
      const title = titleOf(plain(contentOf(node, masked)));
      return title ? [{ kind: 'heading', depth: node.depth, title, readable: true, ...spanOf(node) }] : [];
    }
    case 'list':
      return node.children.map((item) => ({ kind: 'block', cut: 'lines', ...trimmed(masked, spanOf(item)) }));
    case 'paragraph': {
      const span = trimmed(masked, spanOf(node));
      return [{ kind: 'block', cut: isTable(masked, span) ? 'lines' : 'sentences', ...span }];
    }
    default:
      return [{ kind: 'block', cut: 'lines', ...spanOf(node) }];
  }
}

const spanOf = ({ position }: Nodes): Span => ({ start: position!.start.offset!, end: position!.end.offset! });

/** Without the space that masked markup leaves around text. */
function trimmed(masked: string, { start, end }: Span): Span {
  const text = masked.slice(start, end);
  const lead = text.length - text.trimStart().length;
  return { start: start + lead, end: start + Math.max(lead, text.trimEnd().length) };
}

/** Its second line parts the names of columns from the rows, or it is the rest of a table that was parted. */
function isTable(masked: string, { start, end }: Span): boolean {
  const [first, second] = masked.slice(start, Math.min(end, start + largestRow)).split(/\r\n|\r|\n/, 2);
  return second !== undefined && ((second.includes('|') && delimiterRow.test(second)) || /^\|.*\|\s*$/.test(first!));
}

function contentOf({ children }: Heading, masked: string): string {
  const [first, last] = [children[0], children.at(-1)];
  return first && last ? masked.slice(spanOf(first).start, spanOf(last).end) : '';
}

/** A heading without its markup and without an anchor such as `{#prices}`. */
function plain(source: string): string {
  const content = source.slice(0, 2000).replace(/\{#[\w-]+\}\s*$/, '');
  if (!/[*_`~[\]<>&!\\]/.test(content)) return content;
  const text = (node: Nodes): string => {
    if ('value' in node) return node.type === 'html' ? '' : node.value;
    return 'children' in node ? node.children.map(text).join('') : '';
  };
  return text(inline.parse(content));
}

/** Depth of the outermost component's title: below every heading. */
const outermost = 7;
const deepestComponent = 20;

interface Mark {
  readonly at: number;
  readonly piece: Piece;
}

/** Titles of components (`<Accordion title="…">`) are headings of what is in them. */
function componentMarks(tags: readonly PlacedTag[]): Mark[] {
  const open: { name: string; titled: boolean }[] = [];
  const marks: Mark[] = [];
  for (const { name, form, title, start, end } of tags) {
    if (!/^[A-Z]/.test(name)) continue;
    if (form === 'open' && open.length < deepestComponent) {
      const depth = outermost + open.length;
      open.push({ name, titled: title !== undefined });
      if (title === undefined) continue;
      marks.push({ at: start, piece: { kind: 'heading', depth, title: titleOf(title), readable: false, start, end } });
    }
    const from = form === 'close' ? open.findLastIndex((one) => one.name === name) : -1;
    if (from === -1) continue;
    const closed = open.splice(from);
    if (closed.some(({ titled }) => titled))
      marks.push({ at: start, piece: { kind: 'close', depth: outermost + from } });
  }
  return marks;
}

/** Both in the order of the source; a title inside a block goes before it, an end inside a block behind it. */
function merge(placed: readonly Placed[], marks: readonly Mark[]): Piece[] {
  const merged: Piece[] = [];
  let next = 0;
  for (const block of placed) {
    for (; next < marks.length; next++) {
      const { at, piece } = marks[next]!;
      if (at >= (piece.kind === 'heading' ? block.end : block.start)) break;
      merged.push(piece);
    }
    merged.push(block);
  }
  return [...merged, ...marks.slice(next).map(({ piece }) => piece)];
}
