import { request } from './contract.js';
import { languages, type Language } from './entry.js';
import { Decimal, Flag, Integer, ListOf, OneOf, Text, Texts } from './fields.js';
import { everyone, staff } from './principal.js';

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

/** Built in are `order_number`, `email`, `phone` (as E.164) and `date` (as ISO 8601); others are the company's own. */
export class Entity {
  @Text({ max: 60 }) type!: string;
  @Text({ max: 500, description: 'as it was written, without a suffix behind an apostrophe' }) text!: string;
  @Text({ max: 500, description: 'in the one form that programs compare' }) value!: string;
  @Integer({ min: 0, description: 'where it begins in the text as it was sent, in UTF-16 code units' }) start!: number;
  @Integer({ min: 0, description: 'behind its last code unit' }) end!: number;
  @Decimal({ min: 0, max: 1 }) confidence!: number;
}

export class Reading {
  @OneOf(languages) language!: Language;
  @Decimal({ min: 0, max: 1 }) language_confidence!: number;
  /** `good_day` (iyi günler) is greeting or goodbye, as the conversation stands. */
  @OneOf(acts) act!: Act;
  /** Likeliest first; none where the company has no intents, or a rule has told what the message does. */
  @ListOf(() => IntentGuess, { max: 20 }) intents!: IntentGuess[];
  /** The first of them, where it stands 0.3 above being out of scope and 0.1 above the second. */
  @Text({ max: 100, optional: true }) intent?: string;
  @Flag({
    description: 'it is more likely none of the intents than the likeliest of them, or at least 0.35 likely to be none',
  })
  out_of_scope!: boolean;
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

/** Texts of one `ParseTexts`. */
export const mostTexts = 100;
/** Longest text that is read at somebody's request, in UTF-16 code units. */
export const longestText = 4000;

export class TextsAsk {
  @Texts({ min: 1, max: mostTexts, each: longestText }) texts!: string[];
  @OneOf(languages, { optional: true }) locale?: Language;
}

export class Readings {
  @ListOf(() => Reading, { max: mostTexts, description: 'in the order of the texts' }) readings!: Reading[];
}

/** Reads texts as customers' messages are read, for whoever trains. */
export const ParseTexts = request('rpc.nlu.texts.parse.v1', {
  input: TextsAsk,
  output: Readings,
  errors: [],
  deadlineMs: 5000,
  idempotent: true,
  allow: staff,
  askedBy: ['gateway'],
});
