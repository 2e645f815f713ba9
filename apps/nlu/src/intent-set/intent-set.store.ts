import { Inject, Injectable } from '@nestjs/common';
import type { EntityDefinition, IntentExamples } from '@parley/contracts';
import { STORE } from '@parley/messaging';
import { UniqueConflict, type Collection, type CollectionSpec, type Store, type Stored } from '@parley/storage';

/** One a company; its id is the company's. */
export interface IntentSetRecord extends Stored {
  readonly revision: number;
  /** Of intents and entities. */
  readonly hash: string;
  readonly intents: readonly IntentExamples[];
  readonly entities: readonly EntityDefinition[];
}

const intentSets: CollectionSpec<IntentSetRecord> = { name: 'intent_sets', schema: 1, indexes: [] };

@Injectable()
export class IntentSets {
  private readonly sets: Collection<IntentSetRecord>;

  constructor(@Inject(STORE) store: Store) {
    this.sets = store.collection(intentSets);
  }

  get(tenant: string): Promise<IntentSetRecord | undefined> {
    return this.sets.get(tenant, tenant);
  }

  /** The set as it is then; `undefined` when somebody else changed it meanwhile. */
  async replace(
    tenant: string,
    before: IntentSetRecord | undefined,
    content: Pick<IntentSetRecord, 'hash' | 'intents' | 'entities'>,
  ): Promise<IntentSetRecord | undefined> {
    if (before) return this.sets.update(tenant, tenant, before.version, { ...content, revision: before.revision + 1 });
    try {
      return await this.sets.insert(tenant, { id: tenant, revision: 1, ...content });
    } catch (error) {
      if (error instanceof UniqueConflict) return undefined;
      throw error;
    }
  }
}
