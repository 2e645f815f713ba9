import { optionalText, readSettings, serviceSettings, text, type Values } from '@parley/runtime';

export const llmSettings = {
  ...serviceSettings,
  passages_file: text('PARLEY_INDEX', {
    doc: 'file of the passage index, which ingestion writes and this service reads',
    default: '.parley/index/passages.sqlite',
  }),
  models: optionalText('PARLEY_MODELS', { doc: 'folder with models; without it passages are found by words alone' }),
};

export type LlmConfig = Values<typeof llmSettings>;

export const readConfig = (): LlmConfig => readSettings(process.env, llmSettings);
