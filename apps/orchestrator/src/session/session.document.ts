import type { Channel, Language } from '@parley/contracts';
import type { CollectionSpec, Stored } from '@parley/storage';

export interface SessionDocument extends Stored {
  readonly user_id: string;
  readonly title?: string;
  readonly language?: Language;
  readonly channel?: Channel;
  readonly created_at: string;
  /** (principal, operation, key) of the request that began it; there for 7 days. */
  readonly idempotency?: string;
  readonly body_hash?: string;
}

export const sessionCollection: CollectionSpec<SessionDocument> = {
  name: 'sessions',
  schema: 1,
  indexes: [
    { name: 'by_user', fields: ['user_id', 'id'] },
    { name: 'by_id', fields: ['id'] },
    { name: 'by_idempotency', fields: ['idempotency'], unique: true },
  ],
};
