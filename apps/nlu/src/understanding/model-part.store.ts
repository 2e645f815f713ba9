import { Inject, Injectable } from '@nestjs/common';
import { newId } from '@parley/contracts';
import { STORE } from '@parley/messaging';
import type { Collection, CollectionSpec, Store, Stored } from '@parley/storage';

/** A piece of a model's bytes: small enough that reading and writing one holds nobody up. */
interface ModelPart extends Stored {
  readonly model_id: string;
  readonly number: number;
  /** Base64. */
  readonly data: string;
}

const modelParts: CollectionSpec<ModelPart> = {
  name: 'model_parts',
  schema: 1,
  indexes: [{ name: 'by_model', fields: ['model_id', 'number'], unique: true }],
};

const partBytes = 192 * 1024;

@Injectable()
export class ModelParts {
  private readonly parts: Collection<ModelPart>;

  constructor(@Inject(STORE) store: Store) {
    this.parts = store.collection(modelParts);
  }

  /** How many parts it has. */
  async write(tenant: string, model_id: string, bytes: Uint8Array): Promise<number> {
    const count = Math.ceil(bytes.length / partBytes);
    for (let number = 0; number < count; number++) {
      const piece = bytes.subarray(number * partBytes, (number + 1) * partBytes);
      const data = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('base64');
      await this.parts.insert(tenant, { id: newId(), model_id, number, data });
    }
    return count;
  }

  /** `undefined` where parts are missing: the model was taken away meanwhile. */
  async read(tenant: string, model_id: string, count: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const pieces: Buffer[] = [];
    for (let number = 0; number < count; number++) {
      const [part] = await this.parts.find(tenant, { index: 'by_model', where: { model_id, number }, limit: 1 });
      if (!part) return undefined;
      pieces.push(Buffer.from(part.data, 'base64'));
    }
    const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  async delete(tenant: string, model_id: string): Promise<void> {
    for (;;) {
      const found = await this.parts.find(tenant, { index: 'by_model', where: { model_id }, limit: 8 });
      for (const { id } of found) await this.parts.delete(tenant, id);
      if (found.length === 0) return;
    }
  }
}
