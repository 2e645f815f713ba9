import { Injectable } from '@nestjs/common';
import {
  FleetError,
  ReadTraining,
  StartTraining,
  type TrainingAccepted,
  type TrainingAsk,
  type TrainingJob,
  type TrainingJobAsk,
} from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';
import { AcceptTraining } from './accept-training.js';
import { TrainingQueue } from './training-queue.js';
import { Trainings } from './training.store.js';
import { toJob } from './training.js';

@Injectable()
export class TrainingAnswers {
  constructor(
    private readonly accept: AcceptTraining,
    private readonly trainings: Trainings,
    private readonly queue: TrainingQueue,
  ) {}

  @Answers(StartTraining)
  async start(_: TrainingAsk, call: Call): Promise<TrainingAccepted> {
    const job_id = await this.accept.accept(call);
    this.queue.arrived();
    return { job_id };
  }

  @Answers(ReadTraining)
  async read({ job_id }: TrainingJobAsk, { tenant }: Call): Promise<TrainingJob> {
    const training = await this.trainings.get(tenant, job_id);
    if (!training) throw new FleetError('job.not_found');
    return toJob(training);
  }
}
