import { providerSettings, refuseIncomplete } from '@parley/models';
import { integer, optionalText, readSettings, serviceSettings, text, type Values } from '@parley/runtime';

export const ingestionSettings = {
  ...serviceSettings,
  ...providerSettings,
  passages_file: text('PARLEY_INDEX', {
    doc: 'file of the passage index, which this service writes and llm reads',
    default: '.parley/index/passages.sqlite',
  }),
  models: optionalText('PARLEY_MODELS', { doc: 'folder with models; without it passages are found by words alone' }),
  fetch_ports: text('PARLEY_INGESTION_PORTS', {
    doc: 'ports, separated by commas, that documents may be fetched from',
    default: '80,443',
  }),
  private_hosts: optionalText('PARLEY_INGESTION_PRIVATE_HOSTS', {
    doc: 'hosts of the own network, separated by commas, each with or without a port, such as wiki.intranet:8080, that documents may be fetched from; without it from public addresses alone',
  }),
  worker_memory_mb: integer('PARLEY_INGESTION_WORKER_MEMORY_MB', {
    doc: 'memory of the process that reads documents, in MB; a document that needs more is refused',
    min: 256,
    max: 16_384,
    default: 512,
  }),
  worker_time_ms: integer('PARLEY_INGESTION_WORKER_TIME_MS', {
    doc: 'longest that one step of a document may take, in milliseconds; one that takes longer is refused',
    min: 100,
    max: 600_000,
    default: 25_000,
  }),
};

export type IngestionConfig = Values<typeof ingestionSettings>;

export function readConfig(): IngestionConfig {
  const config = readSettings(process.env, ingestionSettings);
  refuseIncomplete(config, { PARLEY_EMBEDDINGS: config.embeddings ? [config.embeddings] : [] });
  return config;
}
