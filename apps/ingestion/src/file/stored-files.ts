import { newId } from '@parley/contracts';
import type { Collection, CollectionSpec, Store, Stored } from '@parley/storage';
import { Files } from './files.js';

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

/** Files in the service's own store: nothing else has to be run. */
export class StoredFiles extends Files {
  private readonly pieces: Collection<PieceRecord>;

  constructor(store: Store) {
    super();
    this.pieces = store.collection(pieces);
  }

  add(tenant: string, file: string, number: number, bytes: Uint8Array): Promise<void> {
    return this.addText(tenant, file, number, base64(bytes));
  }

  async *read(tenant: string, file: string): AsyncGenerator<Buffer> {
    for await (const data of this.texts(tenant, file, 0)) yield Buffer.from(data, 'base64');
  }

  async drop(tenant: string, file: string, number: number): Promise<void> {
    const [piece] = await this.pieces.find(tenant, { index: 'of_file', where: { file, number }, limit: 1 });
    if (piece) await this.pieces.delete(tenant, piece.id);
  }

  async delete(tenant: string, file: string): Promise<void> {
    for (;;) {
      const found = await this.pieces.find(tenant, { index: 'of_file', where: { file }, limit: 8 });
      for (const { id } of found) await this.pieces.delete(tenant, id);
      if (found.length === 0) return;
    }
  }

  protected async addText(tenant: string, file: string, number: number, data: string): Promise<void> {
    await this.pieces.insertIfAbsent(tenant, { id: newId(), file, number, data });
  }

  protected async *texts(tenant: string, file: string, from: number): AsyncGenerator<string> {
    for (let after = from - 1; ; after++) {
      const [piece] = await this.pieces.find(tenant, { index: 'of_file', where: { file }, after, limit: 1 });
      if (!piece) return;
      yield piece.data;
    }
  }
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
