import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { newId } from '@parley/contracts';
import { Clock, Logger } from '@parley/runtime';
import { HeldTraining, leaseMs } from './held-training.js';
import { mostAttempts, RunTraining } from './run-training.js';
import { Trainings, type TrainingRecord } from './training.store.js';
import { failed } from './training.js';

/** How often is looked for trainings that others left, in milliseconds. */
const lookMs = 1000;
/** How long a training that ended is known, in milliseconds. */
const keptMs = 30 * 24 * 3600 * 1000;
const candidates = 8;

/** Works off the trainings in the store, one at a time, longest waiting first. */
@Injectable()
export class TrainingQueue implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly holder = newId();
  private held: HeldTraining | undefined;
  private working: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private stopping = false;
  private arrivals = 0;

  constructor(
    private readonly trainings: Trainings,
    private readonly runTraining: RunTraining,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.working = this.work();
  }

  /** The training at work is put down for whoever takes it next. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.held?.abandon();
    this.wake();
    await this.working;
  }

  /** There is something to do. */
  arrived(): void {
    this.arrivals++;
    this.wake();
  }

  private async work(): Promise<void> {
    while (!this.stopping) {
      const { arrivals } = this;
      const taken = await this.takeNext();
      if (taken) await this.run(taken);
      else {
        await this.forgetOld();
        if (arrivals === this.arrivals) await this.pause();
      }
    }
  }

  private async run(training: TrainingRecord): Promise<void> {
    const held = (this.held = new HeldTraining(this.trainings, this.clock, training));
    if (this.stopping) held.abandon();
    await this.runTraining.run(held);
    await held.release();
    this.held = undefined;
    if (!this.stopping || held.training.holder === undefined) return;
    const { attempts } = held.training;
    const putDown = { due: this.clock.now(), holder: undefined, attempts: attempts - 1 };
    await this.trainings.update(held.training, putDown).catch(() => undefined);
  }

  private async takeNext(): Promise<TrainingRecord | undefined> {
    try {
      for (const training of await this.trainings.due(this.clock.now() + 1, candidates)) {
        const taken = await this.take(training);
        if (taken) return taken;
      }
    } catch (error) {
      this.logger.warn('trainings could not be looked for', { error });
    }
    return undefined;
  }

  /** What an earlier try has written of its model is taken away first. */
  private async take(training: TrainingRecord): Promise<TrainingRecord | undefined> {
    const now = this.clock.now();
    if (training.attempts >= mostAttempts) {
      const given_up = await this.trainings.update(training, failed('training.failed', now));
      if (given_up) await this.runTraining.over(given_up);
      return undefined;
    }
    const attempts = training.attempts + 1;
    const lease = { holder: this.holder, due: now + leaseMs };
    const taken = await this.trainings.update(training, { status: 'training', attempts, ...lease, model_id: newId() });
    if (taken) await this.runTraining.discard(training);
    return taken;
  }

  private async forgetOld(): Promise<void> {
    try {
      for (const training of await this.trainings.endedBefore(this.clock.now() - keptMs, candidates)) {
        await this.trainings.forgetInput(training);
        await this.trainings.delete(training);
      }
    } catch (error) {
      this.logger.warn('old trainings could not be forgotten', { error });
    }
  }

  private async pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
