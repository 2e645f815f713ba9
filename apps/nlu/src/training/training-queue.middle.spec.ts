import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@parley/contracts';
import { Clock, Logger, Metrics } from '@parley/runtime';
import { openSqliteStore, VersionConflict, type AnyWrite, type Store } from '@parley/storage';
import { tempFolder } from '@parley/testing';
import { ActiveModels } from '../understanding/active-model.store.js';
import { ModelParts } from '../understanding/model-part.store.js';
import { HeldTraining } from './held-training.js';
import { mostAttempts, RunTraining } from './run-training.js';
import { TrainingQueue } from './training-queue.js';
import { Trainings, type TrainingRecord } from './training.store.js';
import { done } from './training.js';

const tenant = newId();
const facts = { version: 'intents-1', revision: 1, accuracy: 1, trained_at: new Date(0).toISOString() };
const result = { model_version: 'intents-1', intents: 2, examples: 10, accuracy: 1, confusions: [], took_ms: 1 };

/** Something happens between finding and taking; nothing old is found; several writes are no transaction. */
class Hindered extends Trainings {
  looked = 0;
  happens: (found: TrainingRecord) => Promise<unknown> = () => Promise.resolve();

  override async due(now: number, limit: number): Promise<TrainingRecord[]> {
    const due = await super.due(now, limit);
    for (const training of due) await this.happens(training);
    this.looked++;
    return due;
  }

  override endedBefore(): Promise<TrainingRecord[]> {
    return Promise.reject(new Error('not found'));
  }

  override async bulk(of: string, writes: readonly AnyWrite[]): Promise<void> {
    for (const write of writes) await super.bulk(of, [write]);
  }
}

describe('training queue (real: SQLite, two stores on one file)', () => {
  const clock = new Clock();
  const logger = Logger.open('nlu', 'silent');
  let folder: ReturnType<typeof tempFolder>;
  let stores: [mine: Store, other: Store];
  let mine: Hindered;
  let other: Trainings;
  let models: ActiveModels;
  let parts: ModelParts;
  let queue: TrainingQueue;

  beforeEach(async () => {
    folder = tempFolder('nlu');
    const open = () => openSqliteStore({ file: join(folder.path, 'nlu.sqlite') });
    stores = [await open(), await open()];
    mine = new Hindered(stores[0]);
    other = new Trainings(stores[1]);
    models = new ActiveModels(stores[0]);
    parts = new ModelParts(stores[0]);
    const run = new RunTraining(mine, models, parts, clock, logger, new Metrics('nlu'));
    queue = new TrainingQueue(mine, run, clock, logger);
  });
  afterEach(async () => {
    for (const store of stores) await store.close();
    folder.remove();
  });

  /** As one leaves it that was begun for the last time and has written its model. */
  async function begunOften(): Promise<{ id: string; model_id: string }> {
    const [id, model_id] = [newId(), newId()];
    const begun = { status: 'training', percentage: 0, revision: 1, attempts: mostAttempts, model_id } as const;
    const draft = { id, ...begun, current: 1, open: 1, due: 0, created_at: facts.trained_at };
    await other.insert(tenant, draft, { intents: [], entities: [] });
    await parts.write(tenant, model_id, Buffer.from('a model'));
    return { id, model_id };
  }

  async function lookOnce(): Promise<void> {
    queue.onApplicationBootstrap();
    for (const end = Date.now() + 10_000; mine.looked < 2 && Date.now() < end; await sleep(5)) queue.arrived();
    await queue.onApplicationShutdown();
    expect(mine.looked).toBeGreaterThan(1);
  }

  const left = async ({ id, model_id }: { id: string; model_id: string }) => {
    const training = (await other.get(tenant, id))!;
    return {
      status: training.status,
      input: (await other.input(training)) !== undefined,
      model: (await parts.read(tenant, model_id, 1)) !== undefined,
    };
  };

  it('gives up what was begun too often, with all that it has written', async () => {
    const training = await begunOften();
    await lookOnce();
    expect(await left(training)).toEqual({ status: 'failed', input: false, model: false });
  });

  it('leaves alone what its holder has renewed meanwhile', async () => {
    const training = await begunOften();
    mine.happens = (found) => other.update(found, { due: clock.now() + 60_000 });
    await lookOnce();
    expect(await left(training)).toEqual({ status: 'training', input: true, model: true });
  });

  it('keeps the model of a training that it gives up where it is the active one', async () => {
    const training = await begunOften();
    const model = { id: training.model_id, parts: 1, ...facts };
    await mine.bulk(tenant, models.activating(undefined, tenant, model));
    await lookOnce();
    expect(await left(training)).toEqual({ status: 'failed', input: false, model: true });
  });

  it('holds no training that is done without its model active', async () => {
    const { id, model_id } = await begunOften();
    const held = new HeldTraining(mine, clock, (await mine.get(tenant, id))!);
    const model = { id: model_id, parts: 1, ...facts };
    const outdated = models.activating({ id: tenant, tenant, version: 7, revision: 1 }, tenant, model);
    await expect(held.change(done(result, clock.now()), outdated)).rejects.toThrow(VersionConflict);
    await held.release();
    expect((await other.get(tenant, id))!.status).toBe('training');
  });
});
