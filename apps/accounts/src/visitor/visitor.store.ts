import { Inject, Injectable } from '@nestjs/common';
import { STORE } from '@parley/messaging';
import type { Collection, CollectionSpec, Draft, Store, Stored } from '@parley/storage';
import type { CreationMark, CreationStore } from '../creation/creation.js';

/** Somebody who opened the chat box and has not signed in. */
export interface Admission {
  readonly id: string;
  readonly tenant: string;
  readonly admitted_at: string;
  readonly expires_at: string;
}

export interface VisitorDocument extends Stored, Admission, CreationMark<Admission> {}

const visitors: CollectionSpec<VisitorDocument> = {
  name: 'visitors',
  schema: 1,
  indexes: [
    { name: 'by_creation', fields: ['creation_key'], unique: true },
    { name: 'by_expiry', fields: ['expires_at'], acrossTenants: true },
  ],
};

@Injectable()
export class Visitors implements CreationStore<VisitorDocument> {
  private readonly visitors: Collection<VisitorDocument>;

  constructor(@Inject(STORE) store: Store) {
    this.visitors = store.collection(visitors);
  }

  insert(tenant: string, draft: Draft<VisitorDocument>): Promise<VisitorDocument> {
    return this.visitors.insert(tenant, draft);
  }

  async byCreation(tenant: string, creation_key: string): Promise<VisitorDocument | undefined> {
    const [visitor] = await this.visitors.find(tenant, { index: 'by_creation', where: { creation_key }, limit: 1 });
    return visitor;
  }

  forgetCreation({ tenant, id, version }: VisitorDocument): Promise<unknown> {
    return this.visitors.update(tenant, id, version, { creation_key: undefined, creation: undefined });
  }

  /** Deletes at most `limit` whose token ended before `instant`; how many they were. */
  async deleteExpired(instant: string, limit: number): Promise<number> {
    const old = await this.visitors.findAcrossTenants({ index: 'by_expiry', where: {}, before: instant, limit });
    await Promise.all(old.map(({ tenant, id }) => this.visitors.delete(tenant, id)));
    return old.length;
  }
}
