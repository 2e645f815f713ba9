import { Inject, Injectable } from '@nestjs/common';
import type { ActiveModel } from '@parley/contracts';
import { STORE } from '@parley/messaging';
import {
  UniqueConflict,
  type AnyWrite,
  type Collection,
  type CollectionSpec,
  type Store,
  type Stored,
  type Write,
} from '@parley/storage';

export interface ModelFacts extends ActiveModel {
  readonly id: string;
  readonly parts: number;
}

/** What a company's messages are read with; one a company, its id is the company's. */
export interface ActiveModelRecord extends Stored {
  /** Of the set of intents: a model of an older one never takes its place. */
  readonly revision: number;
  readonly model?: ModelFacts;
  /** The one before, which other processes may still be reading. */
  readonly previous?: ModelFacts;
}

const activeModels: CollectionSpec<ActiveModelRecord> = { name: 'active_models', schema: 1, indexes: [] };

export const toModel = ({ version, revision, accuracy, trained_at }: ModelFacts): ActiveModel => ({
  version,
  revision,
  accuracy,
  trained_at,
});

@Injectable()
export class ActiveModels {
  private readonly models: Collection<ActiveModelRecord>;

  constructor(@Inject(STORE) store: Store) {
    this.models = store.collection(activeModels);
  }

  get(tenant: string): Promise<ActiveModelRecord | undefined> {
    return this.models.get(tenant, tenant);
  }

  /** Makes the model the active one; nothing where a later one is already. */
  activating(active: ActiveModelRecord | undefined, tenant: string, model: ModelFacts): AnyWrite[] {
    const { revision } = model;
    if (!active)
      return [
        {
          kind: 'insert',
          collection: this.models,
          draft: { id: tenant, revision, model },
        } satisfies Write<ActiveModelRecord>,
      ];
    if (active.revision > revision) return [];
    const change = { revision, model, previous: active.model };
    return [
      {
        kind: 'update',
        collection: this.models,
        id: tenant,
        version: active.version,
        change,
      } satisfies Write<ActiveModelRecord>,
    ];
  }

  /** No model is active from this revision of the set on. Returns the model that nobody reads any more, if there is one. */
  async forget(tenant: string, revision: number): Promise<ModelFacts | undefined> {
    for (;;) {
      const active = await this.get(tenant);
      if (active && (active.revision > revision || (active.revision === revision && !active.model))) return undefined;
      if (await this.cleared(tenant, active, revision)) return active?.model && active.previous;
    }
  }

  private async cleared(tenant: string, active: ActiveModelRecord | undefined, revision: number): Promise<boolean> {
    if (active) {
      const change = { revision, model: undefined, previous: active.model ?? active.previous };
      return (await this.models.update(tenant, tenant, active.version, change)) !== undefined;
    }
    try {
      await this.models.insert(tenant, { id: tenant, revision });
      return true;
    } catch (error) {
      if (error instanceof UniqueConflict) return false;
      throw error;
    }
  }
}
