import { titleOf, type Outline, type Piece } from '../outline.js';
import { sentenceEnd, type Block } from './blocks.js';

/** Writes the blocks of a document into one text, and where each page begins. */
export class DocumentText {
  private readonly parts: string[] = [];
  private readonly pieces: Piece[] = [];
  private length = 0;
  private last: Block | undefined;

  page(number: number, blocks: readonly Block[]): void {
    const [first, ...others] = blocks;
    if (!first) return;
    const rest = this.goesOn(first) ? this.finish(first) : first;
    this.pieces.push({ kind: 'page', page: number });
    if (rest) this.write(rest);
    for (const block of others) this.write(block);
  }

  outline(): Outline {
    return { text: this.parts.join(''), pieces: this.pieces };
  }

  /** A sentence goes on from page to page. */
  private goesOn({ kind, text }: Block): boolean {
    const { last } = this;
    return last?.kind === 'text' && kind === 'text' && !sentenceEnd.test(last.text) && /^\p{Ll}/u.test(text);
  }

  /** Ends the open sentence, which belongs to the page where it began. What follows in the block is left. */
  private finish(block: Block): Block | undefined {
    const end = /[.!?…]["”’)]?(?=\s+\p{Lu})/u.exec(block.text);
    const at = end ? end.index + end[0].length : block.text.length;
    const before = this.parts.at(-1)!;
    const parted = /\p{Ll}[-‐]$/u.test(before);
    if (parted) {
      this.parts[this.parts.length - 1] = before.slice(0, -1);
      this.length--;
    }
    const piece = this.pieces.at(-1)!;
    this.push(`${parted ? '' : ' '}${block.text.slice(0, at)}`);
    if (piece.kind === 'block') this.pieces[this.pieces.length - 1] = { ...piece, end: this.length };
    this.last = block;
    const text = block.text.slice(at).trim();
    return text === '' ? undefined : { ...block, text };
  }

  private write(block: Block): void {
    if (this.length > 0) this.push(block.kind === 'row' && this.last?.kind === 'row' ? '\n' : '\n\n');
    const start = this.length;
    this.push(block.text);
    this.last = block;
    const span = { start, end: this.length };
    if (block.kind === 'heading')
      this.pieces.push({
        kind: 'heading',
        depth: block.depth ?? 1,
        title: titleOf(block.text),
        readable: true,
        ...span,
      });
    else this.pieces.push({ kind: 'block', cut: block.kind === 'row' ? 'lines' : 'sentences', ...span });
  }

  private push(text: string): void {
    this.parts.push(text);
    this.length += text.length;
  }
}
