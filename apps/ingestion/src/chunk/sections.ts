import type { Heading, Outline, Piece, Span } from '../parse/outline.js';

export type Block = Span & { readonly cut: 'lines' | 'sentences' };

/** What stands under one heading, up to the next. */
export interface Section {
  /** Headings above it, outermost first, without the document's title. */
  readonly heading: readonly string[];
  /** Where it begins; what is on another page is another section. */
  readonly page?: number;
  readonly blocks: readonly Block[];
}

/** Most headings of a path (contracts: `Citation`); the innermost are kept. */
const longestPath = 10;

/** The sections of a document in their order. `title` is the document's: a first heading that repeats it is left out of the paths. */
export function sectionsOf({ pieces }: Outline, title: string): Section[] {
  const reader = new SectionReader(title);
  for (const piece of pieces) reader.read(piece);
  return reader.end();
}

class SectionReader {
  private readonly sections: Section[] = [];
  private path: Heading[] = [];
  private blocks: Block[] = [];
  /** The last heading, as long as nothing stands under it. */
  private bare: Heading | undefined;
  private page: number | undefined;

  constructor(private readonly title: string) {}

  read(piece: Piece): void {
    switch (piece.kind) {
      case 'heading':
        this.endSection(piece.depth);
        this.path.push(piece);
        this.bare = piece;
        return;
      case 'close':
        return this.endSection(piece.depth);
      case 'page':
        this.endBlocks();
        this.page = piece.page;
        return;
      case 'summary':
        this.push([], [{ start: piece.start, end: piece.end, cut: 'sentences' }]);
        return;
      case 'block':
        this.blocks.push(piece);
        this.bare = undefined;
    }
  }

  end(): Section[] {
    this.endSection(0);
    return this.sections;
  }

  /** Ends the section, and the headings of this depth and deeper. A heading with nothing under it is a text of its own. */
  private endSection(depth: number): void {
    const { bare } = this;
    if (bare?.readable && depth <= bare.depth) this.blocks.push({ start: bare.start, end: bare.end, cut: 'sentences' });
    this.endBlocks();
    this.bare = undefined;
    this.path = this.path.filter((heading) => heading.depth < depth);
  }

  private endBlocks(): void {
    if (this.blocks.length > 0) this.push(this.titles(), this.blocks);
    this.blocks = [];
  }

  private push(heading: readonly string[], blocks: readonly Block[]): void {
    this.sections.push({ heading, blocks, ...(this.page === undefined ? {} : { page: this.page }) });
  }

  private titles(): string[] {
    const titles = this.path.map(({ title }) => title);
    if (titles[0] === this.title) titles.shift();
    return titles.slice(-longestPath);
  }
}
