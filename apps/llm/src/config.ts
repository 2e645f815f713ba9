import {
  modelChoice,
  passageSettings,
  providerSettings,
  refuseHalfPinecone,
  refuseIncomplete,
  type ModelChoice,
} from '@parley/models';
import { integer, optionalText, readSettings, serviceSettings, type Setting, type Values } from '@parley/runtime';
import { pricesOf, type Prices } from './model/prices.js';

const chain: Setting<readonly ModelChoice[]> = {
  variable: 'PARLEY_LLM_CHAIN',
  doc: 'models that write answers, best first, such as azure:gpt-4o,bedrock:anthropic.claude-3-5-haiku-20241022-v1:0; each stands in for the one before; without it answers are quoted from the documents',
  fallback: [],
  parse: (raw) => raw.split(',').map(modelChoice),
};

const prices: Setting<Prices> = {
  variable: 'PARLEY_LLM_PRICES',
  doc: 'what models cost in US dollars per million tokens, read and written: openai:gpt-4o=2.50/10,azure:small=0.15/0.60',
  fallback: new Map(),
  parse: pricesOf,
};

export const llmSettings = {
  ...serviceSettings,
  ...providerSettings,
  ...passageSettings,
  models: optionalText('PARLEY_MODELS', { doc: 'folder with models; without it passages are found by words alone' }),
  chain,
  prices,
  first_text_ms: integer('PARLEY_LLM_FIRST_TEXT_MS', {
    doc: 'how long a model may take to its first word, in milliseconds, before it is asked again or the next one is',
    min: 100,
    max: 60_000,
    default: 4000,
  }),
  next_text_ms: integer('PARLEY_LLM_NEXT_TEXT_MS', {
    doc: 'how long a model may be silent within an answer, in milliseconds',
    min: 100,
    max: 60_000,
    default: 3000,
  }),
  retries: integer('PARLEY_LLM_RETRIES', {
    doc: 'how often a model is asked again after 1, 2 and 4 s when it has not begun; the next one in the chain waits meanwhile',
    min: 0,
    max: 3,
    default: 1,
  }),
  most_tokens: integer('PARLEY_LLM_MOST_TOKENS', {
    doc: 'tokens of one answer at most',
    min: 16,
    max: 16_000,
    default: 800,
  }),
  memory_tokens: integer('PARLEY_LLM_MEMORY_TOKENS', {
    doc: 'tokens of the conversation so far that a model is shown at most',
    min: 0,
    max: 100_000,
    default: 1500,
  }),
  evidence_tokens: integer('PARLEY_LLM_EVIDENCE_TOKENS', {
    doc: 'tokens of passages that a model is shown at most',
    min: 200,
    max: 100_000,
    default: 3000,
  }),
};

export type LlmConfig = Values<typeof llmSettings>;

export function readConfig(): LlmConfig {
  const config = readSettings(process.env, llmSettings);
  const { embeddings } = config;
  refuseIncomplete(config, { PARLEY_LLM_CHAIN: config.chain, PARLEY_EMBEDDINGS: embeddings ? [embeddings] : [] });
  refuseHalfPinecone(config);
  return config;
}
