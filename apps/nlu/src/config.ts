import { integer, readSettings, serviceSettings, type Values } from '@parley/runtime';

export const nluSettings = {
  ...serviceSettings,
  model_memory_mb: integer('PARLEY_NLU_MODEL_MEMORY_MB', {
    doc: 'memory for the models of companies, in MB; the least used are let go and loaded again when needed',
    min: 1,
    max: 65_536,
    default: 128,
  }),
};

export type NluConfig = Values<typeof nluSettings>;

export const readConfig = (): NluConfig => readSettings(process.env, nluSettings);
