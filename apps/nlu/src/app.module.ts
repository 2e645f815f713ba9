import { Module } from '@nestjs/common';
import { IntentSetAnswers } from './intent-set/intent-set.answers.js';
import { IntentSets } from './intent-set/intent-set.store.js';
import { AcceptTraining } from './training/accept-training.js';
import { RunTraining } from './training/run-training.js';
import { TrainingQueue } from './training/training-queue.js';
import { TrainingAnswers } from './training/training.answers.js';
import { Trainings } from './training/training.store.js';
import { ActiveModels } from './understanding/active-model.store.js';
import { ModelParts } from './understanding/model-part.store.js';
import { Understandings } from './understanding/understandings.js';
import { UtteranceAnswers } from './utterance/utterance.answers.js';

@Module({
  providers: [
    ...[IntentSets, Trainings, ActiveModels, ModelParts, Understandings],
    ...[AcceptTraining, RunTraining, TrainingQueue],
    ...[IntentSetAnswers, TrainingAnswers, UtteranceAnswers],
  ],
})
export class AppModule {}
