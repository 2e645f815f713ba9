import type { Store } from '@parley/storage';
import type { IngestionConfig } from '../config.js';
import type { Files } from './files.js';
import { StoredFiles } from './stored-files.js';

/** In the bucket that is configured, else in the store. The SDK is loaded only where it is needed. */
export async function openFiles(config: IngestionConfig, store: Store): Promise<Files> {
  const { s3_bucket: bucket, s3_region: region, s3_url: url, s3_path_style: path_style, s3_prefix: prefix } = config;
  const { s3_key_id: id, s3_secret: secret } = config;
  if (bucket === undefined) return new StoredFiles(store);
  const { S3Files } = await import('./s3-files.js');
  return new S3Files({
    ...{ bucket, region, path_style, prefix },
    ...(url === undefined ? {} : { url }),
    ...(id === undefined || secret === undefined ? {} : { credentials: { id, secret } }),
  });
}
