import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FleetError, newId } from '@parley/contracts';
import { askerOf, type Call } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import { UniqueConflict, type Draft } from '@parley/storage';
import { enoughToTrain, fewest } from '../intent-set/intent-set.js';
import { IntentSets } from '../intent-set/intent-set.store.js';
import { Trainings, type TrainingRecord } from './training.store.js';

/** Trainings of a company that may wait or be at work, so that others have their turn. */
const mostOpen = 3;

/** Takes a training in: when this resolves, it is stored with all that it learns from. */
@Injectable()
export class AcceptTraining {
  constructor(
    private readonly sets: IntentSets,
    private readonly trainings: Trainings,
    private readonly clock: Clock,
  ) {}

  /** The id of the training of the set as it is: one a set, unless it has failed. */
  async accept(call: Call): Promise<string> {
    const { tenant, deadline } = call;
    const key = creationKey(call);
    while (Date.now() < deadline) {
      const earlier = key && (await this.trainings.byCreation(tenant, key.creation_key));
      if (earlier) return earlier.id;
      const set = await this.sets.get(tenant);
      if (!set || !enoughToTrain(set.intents)) throw new FleetError('intents.too_few', { fewest });
      const same = await this.trainings.ofRevision(tenant, set.revision);
      if (same) return same.id;
      const open = await this.trainings.open(tenant, mostOpen);
      if (open.length === mostOpen) throw new FleetError('training.too_many', { most: mostOpen });
      const draft = { ...newTraining(set.revision, this.clock.now()), ...key };
      try {
        await this.trainings.insert(tenant, draft, { intents: set.intents, entities: set.entities });
        return draft.id;
      } catch (error) {
        if (!(error instanceof UniqueConflict)) throw error;
      }
    }
    throw new FleetError('fleet.deadline_exceeded');
  }
}

const newTraining = (revision: number, now: number): Draft<TrainingRecord> => ({
  ...{ id: newId(), status: 'queued', percentage: 0, revision, current: revision, attempts: 0, due: now, open: 1 },
  created_at: new Date(now).toISOString(),
});

/** What a repeat of the request is known by. */
function creationKey(call: Call): { creation_key: string } | undefined {
  const { idempotency_key } = call;
  if (idempotency_key === undefined) return undefined;
  return {
    creation_key: createHash('sha256')
      .update(JSON.stringify([askerOf(call), idempotency_key]))
      .digest('base64url'),
  };
}
