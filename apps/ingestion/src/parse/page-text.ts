import { titleOf, type Outline, type Piece, type Span } from './outline.js';

/** Elements whose content is a block of its own. */
const blockNames = new Set(
  (
    'address article blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 ' +
    'header hgroup hr html legend li main ol p pre section summary table tbody tfoot thead tr ul'
  ).split(' '),
);
/** Blocks that follow each other line by line. */
const lineNames = new Set(['dd', 'dt', 'li', 'tr']);
/** Within a row of a table these are cells' content; within a heading they are its words. */
const softNames = new Set(['div', 'p']);
/** What stands between two texts, the weakest first. */
const gaps = ['', ' ', ' | ', '\n', '\n\n'] as const;
type Gap = (typeof gaps)[number];

/**
 * The text of a page as a reader sees it: white space collapsed except in `pre`, blocks parted by an empty line, items
 * and rows by a line break, cells by " | ".
 */
export class PageText {
  private readonly parts: string[] = [];
  private readonly pieces: Piece[] = [];
  private length = 0;
  private gap: Gap = '';
  /** The block that is being written: where it began, in the text and in `parts`. */
  private block: { readonly start: number; readonly part: number } | undefined;
  private heading: number | undefined;
  private rows = 0;
  private preformatted = 0;

  enter(name: string): void {
    if (name === 'br') this.widen('\n');
    this.boundary(name);
    if (name === 'tr') this.rows++;
    if (name === 'pre') this.preformatted++;
    if (/^h[1-6]$/.test(name)) this.heading = Number(name[1]);
    else if (blockNames.has(name) && name !== 'div') this.heading = undefined;
  }

  leave(name: string): void {
    if (name === 'td' || name === 'th') this.widen(' | ');
    this.boundary(name);
    if (name === 'tr') this.rows--;
    if (name === 'pre') this.preformatted--;
    if (/^h[1-6]$/.test(name)) this.heading = undefined;
  }

  write(value: string): void {
    const text = this.preformatted > 0 ? value : value.replace(/[ \t\n\r\f\u00A0]+/g, ' ');
    const content = this.preformatted > 0 ? text : text.trim();
    if (text.startsWith(' ')) this.widen(' ');
    if (content === '') return;
    if (this.length > 0) this.push(this.gap);
    this.gap = '';
    this.block ??= { start: this.length, part: this.parts.length };
    this.push(content);
    if (text.endsWith(' ')) this.widen(' ');
  }

  outline(): Outline {
    this.endBlock();
    return { text: this.parts.join(''), pieces: this.pieces };
  }

  private boundary(name: string): void {
    if (!blockNames.has(name)) return;
    if (this.rows > 0 && softNames.has(name)) return this.widen(' ');
    this.endBlock();
    this.widen(lineNames.has(name) ? '\n' : '\n\n');
  }

  private push(text: string): void {
    this.parts.push(text);
    this.length += text.length;
  }

  private widen(gap: Gap): void {
    if (gaps.indexOf(gap) > gaps.indexOf(this.gap)) this.gap = gap;
  }

  private endBlock(): void {
    if (!this.block) return;
    const { start, part } = this.block;
    this.block = undefined;
    this.pieces.push(this.piece({ start, end: this.length }, part));
  }

  private piece(span: Span, part: number): Piece {
    if (this.heading === undefined) return { kind: 'block', cut: 'sentences', ...span };
    const title = titleOf(this.parts.slice(part).join(''));
    return { kind: 'heading', depth: this.heading, title, readable: true, ...span };
  }
}
