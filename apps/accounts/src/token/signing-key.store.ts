import { Inject, Injectable } from '@nestjs/common';
import { STORE } from '@parley/messaging';
import type { Collection, CollectionSpec, Draft, Store, Stored } from '@parley/storage';
import type { SigningKey } from './signing-key.js';

export type SigningKeyDocument = Stored & SigningKey;

const signingKeys: CollectionSpec<SigningKeyDocument> = {
  name: 'signing_keys',
  schema: 1,
  indexes: [{ name: 'by_generation', fields: ['generation'], unique: true }],
};

/** The keys belong to the whole fleet, not to a company. */
const fleet = 'fleet';
/** One signs, one is announced, one is remembered; more only where the clock was wrong. */
const most = 10;

/** In the store, not in a file beside it, so that every process of accounts signs with the same keys. */
@Injectable()
export class SigningKeys {
  private readonly keys: Collection<SigningKeyDocument>;

  constructor(@Inject(STORE) store: Store) {
    this.keys = store.collection(signingKeys);
  }

  /** Newest first. */
  all(): Promise<SigningKeyDocument[]> {
    return this.keys.find(fleet, { index: 'by_generation', where: {}, order: 'descending', limit: most });
  }

  /** Of two processes that make the same generation, the first one's key is kept. */
  async add(key: Draft<SigningKeyDocument>): Promise<void> {
    await this.keys.insertIfAbsent(fleet, key);
  }

  async strip({ id, version }: SigningKeyDocument): Promise<void> {
    await this.keys.update(fleet, id, version, { private_key: undefined });
  }

  async drop({ id }: SigningKeyDocument): Promise<void> {
    await this.keys.delete(fleet, id);
  }
}
