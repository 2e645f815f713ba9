import { Injectable } from '@nestjs/common';
import type { TrainingResult } from '@parley/contracts';
import { Clock, Logger, Metrics } from '@parley/runtime';
import { UniqueConflict, VersionConflict } from '@parley/storage';
import { ActiveModels, type ModelFacts } from '../understanding/active-model.store.js';
import { ModelParts } from '../understanding/model-part.store.js';
import type { HeldTraining } from './held-training.js';
import { trainInThread, type ThreadOutput } from './trainer.js';
import { Trainings, type TrainingRecord } from './training.store.js';
import { done, failed } from './training.js';

/** How often a training is begun at most: one that ends its process again and again is given up. */
export const mostAttempts = 3;
/** Share of the work that is the training itself; the rest is writing the model. */
const trainingShare = 95;
/** Pause before a training that failed is begun again, in milliseconds. */
const pauseMs = 1000;

/** Brings a training to its end, or puts it down for another try. */
@Injectable()
export class RunTraining {
  private readonly ended;

  constructor(
    private readonly trainings: Trainings,
    private readonly models: ActiveModels,
    private readonly parts: ModelParts,
    private readonly clock: Clock,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.ended = metrics.counter({
      name: 'parley_nlu_trainings_total',
      help: 'Trainings that ended, by outcome.',
      labels: ['outcome'],
    });
  }

  /** Never throws: the training has ended, was put down, or is somebody else's. */
  async run(held: HeldTraining): Promise<void> {
    const { id, tenant, attempts } = held.training;
    try {
      await this.train(held);
    } catch (error) {
      if (held.signal.aborted) return;
      this.logger.warn('a training failed', { job_id: id, tenant, attempts, error });
      const now = this.clock.now();
      const again = { due: now + pauseMs, holder: undefined };
      await held.change(attempts < mostAttempts ? again : failed('training.failed', now)).catch(() => undefined);
    }
    if (held.training.ended !== undefined) await this.over(held.training);
  }

  /** Counts a training that has ended and takes away what it needs no more. Never throws. */
  async over(training: TrainingRecord): Promise<void> {
    this.ended.inc({ outcome: training.status });
    try {
      await this.trainings.forgetInput(training);
      if (training.status === 'failed') await this.discard(training);
    } catch (error) {
      this.logger.warn('a training left something behind', { job_id: training.id, error });
    }
  }

  /** What a training has written of its model, unless that is the active one. */
  async discard({ tenant, model_id }: TrainingRecord): Promise<void> {
    if (model_id !== undefined && (await this.models.get(tenant))?.model?.id !== model_id)
      await this.parts.delete(tenant, model_id);
  }

  private async train(held: HeldTraining): Promise<void> {
    const began = performance.now();
    const input = await this.trainings.input(held.training);
    if (!input) throw new Error('nothing to learn from');
    const output = await trainInThread(input, held.signal, (share) => held.reached(Math.floor(share * trainingShare)));
    const result: TrainingResult = {
      model_version: `intents-${held.training.revision}`,
      ...{ intents: input.intents.length, examples: output.examples },
      ...{ accuracy: output.report.accuracy, confusions: [...output.report.confusions] },
      took_ms: Math.round(performance.now() - began),
    };
    await this.publish(held, output, result);
  }

  /** The model is active and the training done in one step. */
  private async publish(held: HeldTraining, { bytes }: ThreadOutput, result: TrainingResult): Promise<void> {
    const { tenant, revision, model_id } = held.training;
    const parts = await this.parts.write(tenant, model_id!, bytes);
    for (;;) {
      const now = this.clock.now();
      const active = await this.models.get(tenant);
      const facts = { version: result.model_version, revision, accuracy: result.accuracy };
      const model: ModelFacts = { id: model_id!, parts, ...facts, trained_at: new Date(now).toISOString() };
      const activating = this.models.activating(active, tenant, model);
      try {
        await held.change(done(result, now), activating);
        const old = activating.length === 0 ? model_id : active?.previous?.id;
        if (old !== undefined) await this.parts.delete(tenant, old);
        return;
      } catch (error) {
        if (held.signal.aborted || !(error instanceof VersionConflict || error instanceof UniqueConflict)) throw error;
      }
    }
  }
}
