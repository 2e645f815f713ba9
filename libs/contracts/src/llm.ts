import { request } from './contract.js';
import { Citation, Cost, languages, methods, type Language, type Method } from './entry.js';
import { Decimal, Flag, Id, Integer, ListOf, Nested, OneOf, Text, Texts } from './fields.js';
import { administrators, everyone } from './principal.js';

export class Remembered {
  @OneOf(['customer', 'bot']) who!: 'customer' | 'bot';
  @Text({ max: 16000 }) text!: string;
}

export class Question {
  @Text({ max: 64000, description: 'what the customer asks now; messages of a burst are joined by line breaks' })
  text!: string;
  @OneOf(languages) language!: Language;
  @ListOf(() => Remembered, { max: 20, description: 'the last messages before it, oldest first' })
  memory!: Remembered[];
  @Flag({
    optional: true,
    description: 'what the bot said is left out of `memory`; refused with `llm.memory_wanted` where it is read',
  })
  customers_only?: boolean;
  @Text({
    max: 16000,
    optional: true,
    description: 'what the customer has read of the answer already: it goes on there',
  })
  released?: string;
}

/** A sentence of an answer that may be shown, with the space before it, and what carries it. */
export class ComposedPart {
  @Text({ max: 16000 }) text!: string;
  @ListOf(() => Citation, { max: 10 }) citations!: Citation[];
}

/**
 * The whole answer after `released`, parts that were told included.
 * answered: text with at least one citation. thin: the documents do not carry an answer; the asker says so in words.
 */
export class Composed {
  @OneOf(['answered', 'thin']) status!: 'answered' | 'thin';
  @OneOf(methods, { optional: true, description: '`llm`: in the words of a model; missing: in those of the documents' })
  method?: Method;
  @Text({ max: 16000 }) text!: string;
  @Decimal({ min: 0, max: 1 }) confidence!: number;
  @ListOf(() => Citation, { max: 10 }) citations!: Citation[];
  @Nested(() => Cost) cost!: Cost;
  @Decimal({ min: 0, description: 'milliseconds of retrieval' }) retrieve_ms!: number;
  @Decimal({ min: 0, description: 'milliseconds of composing' }) compose_ms!: number;
  @Flag({ optional: true, description: 'nothing that the bot said was read of `memory`, nor will be: leave it out' })
  customers_only?: boolean;
}

export const ComposeAnswer = request('rpc.llm.answer.compose.v1', {
  input: Question,
  output: Composed,
  part: ComposedPart,
  errors: ['llm.unavailable', 'llm.memory_wanted'],
  deadlineMs: 18_000,
  attemptMs: 3000,
  idempotent: true,
  allow: everyone,
  askedBy: ['orchestrator'],
});

export class PassageSearch {
  @Text({ min: 1, max: 4000 }) query!: string;
  @Integer({ min: 1, max: 50, optional: true }) top_k?: number;
  @OneOf(languages, { optional: true, description: 'only documents in this language' }) language?: Language;
  @Texts({ max: 100, each: 36, optional: true, description: 'only these documents' }) document_ids?: string[];
}

export class FoundPassage {
  @Id() document_id!: string;
  @Text({ max: 500 }) title!: string;
  @Texts({ max: 10, each: 500 }) heading!: string[];
  @Text({ max: 20000 }) text!: string;
  @Integer({ min: 0 }) start!: number;
  @Integer({ min: 0 }) end!: number;
  @Integer({ min: 1, optional: true, description: 'of a document that has pages' }) page?: number;
  @OneOf(languages) language!: Language;
  @Decimal({ min: 0, max: 1 }) score!: number;
  @Texts({ max: 20, each: 2000, description: 'the sentences that speak most of the query' }) highlights!: string[];
}

export class PassageSearchResult {
  @ListOf(() => FoundPassage, { max: 50 }) items!: FoundPassage[];
  @Flag({ description: 'the best passage is above the threshold of answering' }) confident!: boolean;
  @Decimal({ min: 0 }) search_time_ms!: number;
}

export const SearchPassages = request('rpc.llm.passage.search.v1', {
  input: PassageSearch,
  output: PassageSearchResult,
  errors: ['llm.unavailable'],
  deadlineMs: 5000,
  idempotent: true,
  allow: ['agent', 'supervisor', ...administrators],
  askedBy: ['gateway'],
});
