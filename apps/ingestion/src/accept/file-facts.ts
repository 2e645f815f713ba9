import { createHash } from 'node:crypto';
import type { FileEnds } from './sniff.js';

/** What is known of a file whose pieces go by one after the other. */
export class FileFacts {
  private readonly hash = createHash('sha256');
  private first: Buffer | undefined;
  private last: Buffer | undefined;
  /** How many there were, and their bytes. */
  pieces = 0;
  bytes = 0;

  add(piece: Buffer): void {
    this.hash.update(piece);
    this.first ??= piece;
    this.last = piece;
    this.pieces++;
    this.bytes += piece.length;
  }

  get ends(): Omit<FileEnds, 'whole'> {
    const { first: head = Buffer.alloc(0), last: tail = head } = this;
    return { head, tail };
  }

  /** In hex; once, at the end. */
  sha256(): string {
    return this.hash.digest('hex');
  }
}
