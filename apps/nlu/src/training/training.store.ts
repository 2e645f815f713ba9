import { Inject, Injectable } from '@nestjs/common';
import type { EntityDefinition, IntentExamples, TrainingResult, TrainingState } from '@parley/contracts';
import { STORE } from '@parley/messaging';
import type { AnyWrite, Change, Collection, CollectionSpec, Draft, Store, Stored, Write } from '@parley/storage';

export interface TrainingRecord extends Stored {
  readonly status: TrainingState;
  readonly percentage: number;
  readonly revision: number;
  /** The revision, unless it has failed: there is one training of a set at a time, and none after it is done. */
  readonly current?: number;
  /** Hash of principal and idempotency key. */
  readonly creation_key?: string;
  readonly result?: TrainingResult;
  readonly error?: string;
  readonly error_message?: string;
  readonly created_at: string;
  readonly finished_at?: string;
  /** Until it is finished: from when on somebody may take it, in ms since 1970; while it is held, the end of the lease. */
  readonly due?: number;
  readonly holder?: string;
  /** How often it was begun. */
  readonly attempts: number;
  /** Of the model that it makes, since it was last begun. */
  readonly model_id?: string;
  /** 1 until it is finished. */
  readonly open?: number;
  /** Once it is finished, in ms since 1970. */
  readonly ended?: number;
}

/** What a training learns from; its id is the training's. */
interface TrainingInput extends Stored {
  readonly intents: readonly IntentExamples[];
  readonly entities: readonly EntityDefinition[];
}

const trainings: CollectionSpec<TrainingRecord> = {
  name: 'trainings',
  schema: 1,
  indexes: [
    { name: 'due', fields: ['due'], acrossTenants: true },
    { name: 'current', fields: ['current'], unique: true },
    { name: 'by_creation', fields: ['creation_key'], unique: true },
    { name: 'open', fields: ['open'] },
    { name: 'ended', fields: ['ended'], acrossTenants: true },
  ],
};

const inputs: CollectionSpec<TrainingInput> = { name: 'training_inputs', schema: 1, indexes: [] };

@Injectable()
export class Trainings {
  private readonly trainings: Collection<TrainingRecord>;
  private readonly inputs: Collection<TrainingInput>;

  constructor(@Inject(STORE) private readonly store: Store) {
    this.trainings = store.collection(trainings);
    this.inputs = store.collection(inputs);
  }

  get(tenant: string, id: string): Promise<TrainingRecord | undefined> {
    return this.trainings.get(tenant, id);
  }

  async byCreation(tenant: string, creation_key: string): Promise<TrainingRecord | undefined> {
    const [training] = await this.trainings.find(tenant, { index: 'by_creation', where: { creation_key }, limit: 1 });
    return training;
  }

  async ofRevision(tenant: string, current: number): Promise<TrainingRecord | undefined> {
    const [training] = await this.trainings.find(tenant, { index: 'current', where: { current }, limit: 1 });
    return training;
  }

  /** Those of a company that are not finished. */
  open(tenant: string, limit: number): Promise<TrainingRecord[]> {
    return this.trainings.find(tenant, { index: 'open', where: { open: 1 }, limit });
  }

  /** Throws `UniqueConflict` where the set has a training, or the key has made one. */
  insert(tenant: string, draft: Draft<TrainingRecord>, input: Omit<Draft<TrainingInput>, 'id'>): Promise<void> {
    return this.store.bulk(tenant, [
      { kind: 'insert', collection: this.trainings, draft } satisfies Write<TrainingRecord>,
      { kind: 'insert', collection: this.inputs, draft: { id: draft.id, ...input } } satisfies Write<TrainingInput>,
    ]);
  }

  input({ tenant, id }: TrainingRecord): Promise<TrainingInput | undefined> {
    return this.inputs.get(tenant, id);
  }

  async forgetInput({ tenant, id }: TrainingRecord): Promise<void> {
    await this.inputs.delete(tenant, id);
  }

  /** Those that may be taken, longest waiting first. */
  due(now: number, limit: number): Promise<TrainingRecord[]> {
    return this.trainings.findAcrossTenants({ index: 'due', where: {}, before: now, limit });
  }

  endedBefore(at: number, limit: number): Promise<TrainingRecord[]> {
    return this.trainings.findAcrossTenants({ index: 'ended', where: {}, before: at, limit });
  }

  updating({ id, version }: TrainingRecord, change: Change<TrainingRecord>): Write<TrainingRecord> {
    return { kind: 'update', collection: this.trainings, id, version, change };
  }

  /** `undefined` when somebody else changed it meanwhile. */
  update(training: TrainingRecord, change: Change<TrainingRecord>): Promise<TrainingRecord | undefined> {
    return this.trainings.update(training.tenant, training.id, training.version, change);
  }

  bulk(tenant: string, writes: readonly AnyWrite[]): Promise<void> {
    return this.store.bulk(tenant, writes);
  }

  delete({ tenant, id }: TrainingRecord): Promise<boolean> {
    return this.trainings.delete(tenant, id);
  }
}
