import { Inject, Injectable } from '@nestjs/common';
import { newId } from '@parley/contracts';
import { STORE } from '@parley/messaging';
import { type Collection, type CollectionSpec, type Store, type Stored, type Write } from '@parley/storage';

/** A piece of a file: bytes as base64, or a part of a text as it is. */
interface PieceRecord extends Stored {
  readonly file: string;
  /** From 0, without gaps. */
  readonly number: number;
  readonly data: string;
}

const pieces: CollectionSpec<PieceRecord> = {
  name: 'pieces',
  schema: 1,
  indexes: [{ name: 'of_file', fields: ['file', 'number'], unique: true }],
};

/** UTF-16 units of a text that stand in one piece. */
const textPiece = 128 * 1024;

/**
 * Files larger than a document of a store may be: in pieces, each stored by itself. In the store rather than in a
 * folder, so that every process that works on the store has them, whatever machine it runs on.
 */
@Injectable()
export class Files {
  private readonly pieces: Collection<PieceRecord>;

  constructor(@Inject(STORE) store: Store) {
    this.pieces = store.collection(pieces);
  }

  /** Throws `UniqueConflict` when the file has a piece of this number. */
  inserting(file: string, number: number, bytes: Uint8Array): Write<PieceRecord> {
    return { kind: 'insert', collection: this.pieces, draft: { id: newId(), file, number, data: base64(bytes) } };
  }

  /** Does nothing where the file has a piece of this number. */
  async add(tenant: string, file: string, number: number, bytes: Uint8Array): Promise<void> {
    await this.pieces.insertIfAbsent(tenant, { id: newId(), file, number, data: base64(bytes) });
  }

  /** The pieces in their order. */
  async *read(tenant: string, file: string): AsyncGenerator<Buffer> {
    for await (const data of this.dataOf(tenant, file)) yield Buffer.from(data, 'base64');
  }

  /** Puts the text in the place of what the file was. */
  async writeText(tenant: string, file: string, text: string): Promise<void> {
    await this.delete(tenant, file);
    for (let at = 0; at < text.length; at += textPiece) {
      const draft = { id: newId(), file, number: at / textPiece, data: text.slice(at, at + textPiece) };
      await this.pieces.insert(tenant, draft);
    }
  }

  /** A text that `writeText` wrote, from `start` to `end`. */
  async readText(tenant: string, file: string, start = 0, end = Infinity): Promise<string> {
    const first = Math.floor(start / textPiece);
    const parts: string[] = [];
    for await (const part of this.dataOf(tenant, file, first)) {
      parts.push(part);
      if ((first + parts.length) * textPiece >= end) break;
    }
    return parts.join('').slice(start - first * textPiece, end - first * textPiece);
  }

  async delete(tenant: string, file: string): Promise<void> {
    for (;;) {
      const found = await this.pieces.find(tenant, { index: 'of_file', where: { file }, limit: 8 });
      for (const { id } of found) await this.pieces.delete(tenant, id);
      if (found.length === 0) return;
    }
  }

  private async *dataOf(tenant: string, file: string, from = 0): AsyncGenerator<string> {
    for (let after = from - 1; ; after++) {
      const [piece] = await this.pieces.find(tenant, { index: 'of_file', where: { file }, after, limit: 1 });
      if (!piece) return;
      yield piece.data;
    }
  }
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
