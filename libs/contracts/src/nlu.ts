import { request } from './contract.js';
import { languages, type Language } from './entry.js';
import { Decimal, Flag, Integer, ListOf, OneOf, Text } from './fields.js';
import { everyone } from './principal.js';

/** What a message does in the conversation, by rule; `none` where no rule speaks. */
export const acts = [
  'greeting',
  'goodbye',
  'thanks',
  'acknowledgement',
  'yes',
  'no',
  'cancel',
  'repeat',
  'person',
  'good_day',
  'none',
] as const;
export type Act = (typeof acts)[number];

export class Utterance {
  @Text({ max: 16000 }) text!: string;
  @OneOf(languages, { optional: true, description: 'language of the session so far, where the text does not tell' })
  locale?: Language;
}

export class IntentGuess {
  @Text({ max: 100 }) name!: string;
  @Decimal({ min: 0, max: 1 }) confidence!: number;
}

export class Entity {
  @Text({ max: 60 }) type!: string;
  @Text({ max: 500 }) text!: string;
  @Text({ max: 500 }) value!: string;
  @Integer({ min: 0 }) start!: number;
  @Integer({ min: 0 }) end!: number;
  @Decimal({ min: 0, max: 1 }) confidence!: number;
}

export class Reading {
  @OneOf(languages) language!: Language;
  @Decimal({ min: 0, max: 1 }) language_confidence!: number;
  /** `good_day` (iyi günler) is greeting or goodbye, as the conversation stands. */
  @OneOf(acts) act!: Act;
  @ListOf(() => IntentGuess, { max: 20 }) intents!: IntentGuess[];
  @Text({ max: 100, optional: true }) intent?: string;
  @Flag() out_of_scope!: boolean;
  @ListOf(() => Entity, { max: 100 }) entities!: Entity[];
  @Text({ max: 100 }) model_version!: string;
}

export const ParseUtterance = request('rpc.nlu.utterance.parse.v1', {
  input: Utterance,
  output: Reading,
  errors: ['nlu.unavailable'],
  deadlineMs: 3000,
  idempotent: true,
  allow: everyone,
  askedBy: ['orchestrator'],
});
