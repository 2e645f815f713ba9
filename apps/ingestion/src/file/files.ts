/** UTF-16 units of a text that stand in one piece. */
const textPiece = 128 * 1024;

/**
 * Files larger than a document of a store may be, in pieces, each stored by itself and readable by every process of the
 * service, whatever machine it runs on. What is written is there for all when the promise resolves.
 */
export abstract class Files {
  /** Numbers are from 0, without gaps. A repeat brings the same bytes and changes nothing. */
  abstract add(tenant: string, file: string, number: number, bytes: Uint8Array): Promise<void>;

  /** The pieces in their order; none of a file that does not exist. */
  abstract read(tenant: string, file: string): AsyncGenerator<Buffer>;

  /** Takes one piece away, if it is there. */
  abstract drop(tenant: string, file: string, number: number): Promise<void>;

  abstract delete(tenant: string, file: string): Promise<void>;

  protected abstract addText(tenant: string, file: string, number: number, part: string): Promise<void>;

  /** The pieces of a text in their order, from one on. */
  protected abstract texts(tenant: string, file: string, from: number): AsyncGenerator<string>;

  /** Puts the text in the place of what the file was. */
  async writeText(tenant: string, file: string, text: string): Promise<void> {
    await this.delete(tenant, file);
    for (let at = 0; at < text.length; at += textPiece)
      await this.addText(tenant, file, at / textPiece, text.slice(at, at + textPiece));
  }

  /** A text that `writeText` wrote, from `start` to `end`. */
  async readText(tenant: string, file: string, start = 0, end = Infinity): Promise<string> {
    const first = Math.floor(start / textPiece);
    const parts: string[] = [];
    for await (const part of this.texts(tenant, file, first)) {
      parts.push(part);
      if ((first + parts.length) * textPiece >= end) break;
    }
    return parts.join('').slice(start - first * textPiece, end - first * textPiece);
  }
}
