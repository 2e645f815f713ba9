import { Injectable } from '@nestjs/common';
import {
  FleetError,
  ReadIntents,
  ReplaceIntents,
  type IntentSet,
  type IntentSetSummary,
  type IntentsAsk,
  type StoredIntentSet,
} from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';
import { ActiveModels, toModel } from '../understanding/active-model.store.js';
import { ModelParts } from '../understanding/model-part.store.js';
import { IntentSets, type IntentSetRecord } from './intent-set.store.js';
import { examplesIn, hashOf, refuseWrong } from './intent-set.js';

@Injectable()
export class IntentSetAnswers {
  constructor(
    private readonly sets: IntentSets,
    private readonly models: ActiveModels,
    private readonly parts: ModelParts,
  ) {}

  @Answers(ReplaceIntents)
  async replace({ intents, entities }: IntentSet, { tenant, deadline }: Call): Promise<IntentSetSummary> {
    refuseWrong({ intents, entities });
    const set = await this.stored(tenant, { hash: hashOf({ intents, entities }), intents, entities }, deadline);
    const unused = intents.length === 0 ? await this.models.forget(tenant, set.revision) : undefined;
    if (unused) await this.parts.delete(tenant, unused.id);
    return {
      revision: set.revision,
      intents: intents.length,
      examples: examplesIn(intents),
      entities: entities.length,
    };
  }

  @Answers(ReadIntents)
  async read(_: IntentsAsk, { tenant }: Call): Promise<StoredIntentSet> {
    const [set, active] = await Promise.all([this.sets.get(tenant), this.models.get(tenant)]);
    const { revision = 0, intents = [], entities = [] } = set ?? {};
    return {
      ...{ revision, intents: [...intents], entities: [...entities] },
      ...(active?.model ? { model: toModel(active.model) } : {}),
    };
  }

  private async stored(
    tenant: string,
    content: Pick<IntentSetRecord, 'hash' | 'intents' | 'entities'>,
    deadline: number,
  ): Promise<IntentSetRecord> {
    while (Date.now() < deadline) {
      const before = await this.sets.get(tenant);
      if (before?.hash === content.hash) return before;
      const after = await this.sets.replace(tenant, before, content);
      if (after) return after;
    }
    throw new FleetError('fleet.deadline_exceeded');
  }
}
