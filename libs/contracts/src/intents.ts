import { request } from './contract.js';
import { Decimal, Id, Instant, Integer, ListOf, Nested, OneOf, Text, Texts, visible } from './fields.js';
import { administrators, staff } from './principal.js';

/** Most intents that one company may have, and most examples of all of them together. */
const mostIntents = 300;
export const mostExamples = 20_000;
/** Largest set of intents and entities, in bytes as JSON. */
export const largestIntentSet = 768 * 1024;

const intentName = /^[A-Za-z][A-Za-z0-9_.-]*$/;
const entityType = /^[a-z][a-z0-9_]*$/;

/** Something that customers want, as they say it, in any language. */
export class IntentExamples {
  @Text({ min: 1, max: 100, pattern: intentName }) name!: string;
  @Texts({ min: 1, max: 5000, each: 500, description: 'what customers write, each at most 500 characters' })
  examples!: string[];
}

export class EntityValue {
  @Text({ min: 1, max: 200, pattern: visible, description: 'what the entity’s value is' }) value!: string;
  @Texts({ max: 100, each: 200, description: 'other ways to say it' }) synonyms!: string[];
}

/** An entity of the company's own: a list of values. */
export class EntityDefinition {
  @Text({ min: 1, max: 60, pattern: entityType }) type!: string;
  @ListOf(() => EntityValue, { min: 1, max: 1000 }) values!: EntityValue[];
}

/** All intents and entities of a company. */
export class IntentSet {
  @ListOf(() => IntentExamples, { max: mostIntents }) intents!: IntentExamples[];
  @ListOf(() => EntityDefinition, { max: 50 }) entities!: EntityDefinition[];
}

export class IntentSetSummary {
  @Integer({ min: 0, description: 'grows with each change; the same set again changes nothing' }) revision!: number;
  @Integer({ min: 0 }) intents!: number;
  @Integer({ min: 0 }) examples!: number;
  @Integer({ min: 0 }) entities!: number;
}

/** Replaces the whole set. What is understood changes with the next training, and at once where no intent is left. */
export const ReplaceIntents = request('rpc.nlu.intents.replace.v1', {
  input: IntentSet,
  output: IntentSetSummary,
  errors: ['request.invalid', 'request.too_large'],
  deadlineMs: 8000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});

export class IntentsAsk {}

export class ActiveModel {
  @Text({ max: 100 }) version!: string;
  @Integer({ min: 1, description: 'of the set that it was trained with' }) revision!: number;
  @Decimal({ min: 0, max: 1 }) accuracy!: number;
  @Instant() trained_at!: string;
}

export class StoredIntentSet extends IntentSet {
  @Integer({ min: 0, description: '0: nothing was put yet' }) revision!: number;
  @Nested(() => ActiveModel, { optional: true, description: 'what customers’ messages are read with' })
  model?: ActiveModel;
}

export const ReadIntents = request('rpc.nlu.intents.read.v1', {
  input: IntentsAsk,
  output: StoredIntentSet,
  errors: [],
  deadlineMs: 4000,
  idempotent: true,
  allow: staff,
  askedBy: ['gateway'],
});

export class TrainingAsk {}

export class TrainingAccepted {
  @Id() job_id!: string;
}

/** Trains with the set as it is now. Where a training of this set is on its way or done, its job is given. */
export const StartTraining = request('rpc.nlu.training.start.v1', {
  input: TrainingAsk,
  output: TrainingAccepted,
  errors: ['intents.too_few', 'training.too_many'],
  deadlineMs: 4000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});

export const trainingStates = ['queued', 'training', 'done', 'failed'] as const;
export type TrainingState = (typeof trainingStates)[number];

export class Confusion {
  @Text({ max: 100 }) intent!: string;
  @Text({ max: 100 }) taken_for!: string;
  @Integer({ min: 1 }) count!: number;
}

/** How well the model does on examples that it was trained without: all in turn, or a fifth where there are many. */
export class TrainingResult {
  @Text({ max: 100 }) model_version!: string;
  @Integer({ min: 1 }) intents!: number;
  @Integer({ min: 1 }) examples!: number;
  @Decimal({ min: 0, max: 1, description: 'share of held-out examples whose likeliest intent is the right one' })
  accuracy!: number;
  @ListOf(() => Confusion, { max: 10, description: 'what is mistaken for what, most often first' })
  confusions!: Confusion[];
  @Integer({ min: 0, description: 'milliseconds' }) took_ms!: number;
}

export class TrainingJob {
  @Id() job_id!: string;
  @OneOf(trainingStates) status!: TrainingState;
  @Integer({ min: 0, max: 100 }) percentage!: number;
  @Integer({ min: 1, description: 'of the set that it trains with' }) revision!: number;
  @Nested(() => TrainingResult, { optional: true }) result?: TrainingResult;
  @Text({ max: 60, optional: true, description: 'code of the error table when failed' }) error?: string;
  @Text({ max: 500, optional: true }) error_message?: string;
  @Instant() created_at!: string;
  @Instant({ optional: true }) finished_at?: string;
}

export class TrainingJobAsk {
  @Id() job_id!: string;
}

export const ReadTraining = request('rpc.nlu.training.read.v1', {
  input: TrainingJobAsk,
  output: TrainingJob,
  errors: ['job.not_found'],
  deadlineMs: 3000,
  idempotent: true,
  allow: staff,
  askedBy: ['gateway'],
});
