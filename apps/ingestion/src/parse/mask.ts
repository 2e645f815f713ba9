import type { Span } from './outline.js';
import { tagAt, tagNameAt, type Tag } from './tag.js';

/** A tag that stands on lines of its own, or before or behind the text of a line. */
export type PlacedTag = Tag & Span;

export interface Masked {
  /** As long as the source: what is markup around text is blank, line ends stay. */
  readonly text: string;
  readonly tags: readonly PlacedTag[];
  /** Where it can be parted: no block that matters goes across. The first is 0. */
  readonly parts: readonly number[];
}

/** Tags within prose, which are left where they are. */
const inlineNames = new Set(
  'a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time u var'.split(
    ' ',
  ),
);
const opening = /^(?:[ \t]|>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*(`{3,}(?=[^`]*$)|~{3,})/;
const closing = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/;
const line = /([^\r\n]*)(\r\n|\r|\n|$)/y;
/** A parser's time grows faster than what it reads, so it gets parts: of this size where a new block begins anyway, */
const part = 4000;
/** and of this size at any line outside fenced code. UTF-16 units. */
const largestPart = 8000;
const closer = /^<\/[A-Za-z][\w.-]{0,60}>$/;
const importLine = /^import\s+(?:[\w*{][^'"]*\sfrom\s+)?['"][^'"]+['"];?\s*$/;
const statement = /^(?:import\s*\{\s*$|export\s+(?:default\s|(?:const|let|var|function|class)\s+\w+\s*[=({]))/;

/**
 * Blanks from `from` on what is markup around text: comments, scripts, styles, tags of blocks and components, imports
 * and exports of MDX; what is before `from`, too. Fenced code stays as it is.
 */
export function maskMarkup(source: string, from: number): Masked {
  const mask = new Mask(source);
  mask.blank(0, from);
  const parts = [0];
  let fence: string | undefined;
  let afterEmpty = false;
  let at = from;
  while (at < source.length) {
    line.lastIndex = at;
    const [whole, content] = line.exec(source) as unknown as [string, string];
    let next: number | undefined;
    if (fence !== undefined) {
      const closed = closing.exec(content)?.[1];
      if (closed?.startsWith(fence)) fence = undefined;
    } else {
      const begins = content.startsWith('#') || (afterEmpty && /^\S/.test(content));
      if (at - parts.at(-1)! >= (begins ? part : largestPart)) parts.push(at);
      fence = opening.exec(content)?.[1];
      if (fence === undefined) next = mask.line(at, at + content.length);
    }
    afterEmpty = /^\s*$/.test(content);
    at = next ?? at + whole.length;
  }
  return { text: mask.text(), tags: mask.tags, parts };
}

class Mask {
  readonly tags: PlacedTag[] = [];
  private readonly blanks: Span[] = [];
  /** Closing texts that were sought and are not there any more. */
  private readonly absent = new Set<string>();

  constructor(private readonly source: string) {}

  blank(start: number, end: number): undefined {
    if (end > start) this.blanks.push({ start, end });
  }

  text(): string {
    const parts: string[] = [];
    let at = 0;
    for (const { start, end } of this.blanks) {
      parts.push(this.source.slice(at, start), this.source.slice(start, end).replace(/[^\r\n]/g, ' '));
      at = end;
    }
    return parts.join('') + this.source.slice(at);
  }

  /** Masks the markup around the text of one line; where to go on when it ran beyond the line. */
  line(start: number, end: number): number | undefined {
    const { source } = this;
    if (source.startsWith('import', start) || source.startsWith('export', start)) {
      const content = source.slice(start, Math.min(end, start + 1000));
      if (importLine.test(content)) return this.blank(start, end);
      if (statement.test(content)) return this.statement(start, end);
    }
    let at = start;
    for (;;) {
      while (at < end && (source[at] === ' ' || source[at] === '\t')) at++;
      const past = this.region(at) ?? this.tag(at);
      if (past === undefined) break;
      if (past > end) return past;
      at = past;
    }
    this.closers(at, end);
    return undefined;
  }

  /** A statement over several lines, up to the next empty line. */
  private statement(start: number, end: number): number {
    const rest = /\r?\n[ \t]*\r?\n|\r[ \t]*\r/g;
    rest.lastIndex = end;
    const past = rest.exec(this.source)?.index ?? this.source.length;
    this.blank(start, past);
    return past;
  }

  /** Comments, scripts and styles with all that is in them. */
  private region(at: number): number | undefined {
    const { source } = this;
    if (source.startsWith('<!--', at)) return this.until(at, '-->');
    if (source.startsWith('{/*', at)) return this.until(at, '*/}');
    const name = source[at] === '<' ? tagNameAt(source, at)?.toLowerCase() : undefined;
    return name === 'script' || name === 'style' ? this.until(at, `</${name}>`) : undefined;
  }

  private until(at: number, closing: string): number | undefined {
    const found = this.absent.has(closing) ? -1 : this.source.indexOf(closing, at);
    if (found === -1) {
      this.absent.add(closing);
      return undefined;
    }
    this.blank(at, found + closing.length);
    return found + closing.length;
  }

  private tag(at: number): number | undefined {
    const name = this.source[at] === '<' ? tagNameAt(this.source, at) : undefined;
    const tag = name === undefined || inlineNames.has(name) ? undefined : tagAt(this.source, at);
    if (!tag) return undefined;
    this.tags.push({ ...tag, start: at });
    this.blank(at, tag.end);
    return tag.end;
  }

  /** Closing tags at the end of a line of text, such as `text</Note>`. */
  private closers(start: number, end: number): void {
    const found: PlacedTag[] = [];
    for (let past = this.trimmed(start, end); this.source[past - 1] === '>'; past = this.trimmed(start, past)) {
      const from = this.source.lastIndexOf('<', past - 1);
      if (from < start || past - from > 64 || !closer.test(this.source.slice(from, past))) break;
      const name = this.source.slice(from + 2, past - 1);
      if (inlineNames.has(name)) break;
      found.unshift({ name, form: 'close', start: from, end: past });
      past = from;
    }
    for (const tag of found) this.blank(tag.start, tag.end);
    this.tags.push(...found);
  }

  private trimmed(start: number, end: number): number {
    let past = end;
    while (past > start && (this.source[past - 1] === ' ' || this.source[past - 1] === '\t')) past--;
    return past;
  }
}
