import { Inject, Injectable } from '@nestjs/common';
import { STORE } from '@parley/messaging';
import type { Change, Collection, CollectionSpec, Draft, Store, Stored } from '@parley/storage';

/** A file on its way, piece by piece; its pieces are the file of its id. */
export interface UploadRecord extends Stored {
  /** The user who sends it. */
  readonly principal: string;
  readonly pieces: number;
  readonly bytes: number;
  /** taken: it is complete, and a document is being made of it. */
  readonly state: 'open' | 'taken';
  /** From when on it counts as left, in ms since 1970. */
  readonly due: number;
}

const uploads: CollectionSpec<UploadRecord> = {
  name: 'uploads',
  schema: 1,
  indexes: [
    { name: 'due', fields: ['due'], acrossTenants: true },
    { name: 'by_state', fields: ['state', 'due'] },
  ],
};

@Injectable()
export class UploadStore {
  private readonly uploads: Collection<UploadRecord>;

  constructor(@Inject(STORE) store: Store) {
    this.uploads = store.collection(uploads);
  }

  get(tenant: string, id: string): Promise<UploadRecord | undefined> {
    return this.uploads.get(tenant, id);
  }

  /** How many of a company are open, counted up to `most`. */
  async open(tenant: string, most: number): Promise<number> {
    return (await this.uploads.find(tenant, { index: 'by_state', where: { state: 'open' }, limit: most })).length;
  }

  due(now: number, limit: number): Promise<UploadRecord[]> {
    return this.uploads.findAcrossTenants({ index: 'due', where: {}, before: now, limit });
  }

  async insertIfAbsent(tenant: string, draft: Draft<UploadRecord>): Promise<UploadRecord> {
    return (await this.uploads.insertIfAbsent(tenant, draft)).document;
  }

  /** `undefined` when somebody else changed it meanwhile. */
  update({ tenant, id, version }: UploadRecord, change: Change<UploadRecord>): Promise<UploadRecord | undefined> {
    return this.uploads.update(tenant, id, version, change);
  }

  delete({ tenant, id }: Pick<UploadRecord, 'tenant' | 'id'>): Promise<boolean> {
    return this.uploads.delete(tenant, id);
  }
}
