import { passageSettings, providerSettings, refuseHalfPinecone, refuseIncomplete } from '@parley/models';
import {
  ConfigError,
  flag,
  integer,
  optionalText,
  readSettings,
  serviceSettings,
  text,
  type Values,
} from '@parley/runtime';

export const ingestionSettings = {
  ...serviceSettings,
  ...providerSettings,
  ...passageSettings,
  models: optionalText('PARLEY_MODELS', { doc: 'folder with models; without it passages are found by words alone' }),
  s3_bucket: optionalText('PARLEY_S3_BUCKET', {
    doc: 'bucket of an S3-compatible store that files are kept in; without it they are in PARLEY_STORE',
  }),
  s3_region: text('PARLEY_S3_REGION', { doc: 'region of the bucket', default: 'us-east-1' }),
  s3_url: optionalText('PARLEY_S3_URL', { doc: 'address of the store where it is not AWS, such as MinIO' }),
  s3_path_style: flag('PARLEY_S3_PATH_STYLE', {
    doc: '0: at PARLEY_S3_URL the bucket stands in the host, not in the path',
    default: true,
  }),
  s3_prefix: text('PARLEY_S3_PREFIX', { doc: 'how the keys of all objects begin', default: 'parley/' }),
  s3_key_id: optionalText('PARLEY_S3_KEY_ID', {
    doc: 'access key id; without it whatever AWS itself finds: role, profile',
  }),
  s3_secret: optionalText('PARLEY_S3_SECRET', { doc: 'secret access key to that id' }),
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
  refuseHalf(config);
  refuseHalfPinecone(config);
  return config;
}

/** What is said of the bucket has to make sense, before the first document meets it. */
function refuseHalf({ s3_url, s3_key_id, s3_secret }: IngestionConfig): void {
  const { s3_url: address, s3_key_id: id, s3_secret: secret } = ingestionSettings;
  const faults: string[] = [];
  if (s3_url !== undefined && !(URL.canParse(s3_url) && /^https?:$/.test(new URL(s3_url).protocol)))
    faults.push(`${address.variable} (${address.doc}): expected an address with http: or https:`);
  if ((s3_key_id === undefined) !== (s3_secret === undefined)) {
    const missing = s3_key_id === undefined ? id : secret;
    faults.push(`${missing.variable} (${missing.doc}): expected a value, because the other half is given`);
  }
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
}
