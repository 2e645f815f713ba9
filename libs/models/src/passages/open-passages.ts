import { dirname, join } from 'node:path';
import { ConfigError, optionalText, text, type ServiceConfig, type Values } from '@parley/runtime';
import type { Store } from '@parley/storage';
import type { PassageIndex } from './port.js';
import { openPassageIndex } from './sqlite/sqlite-passage-index.js';

/** Where the passage index is; the same for ingestion, which writes it, and llm, which reads it. */
export const passageSettings = {
  passages_file: text('PARLEY_INDEX', {
    doc: 'file of the passage index, which ingestion writes and llm reads',
    default: '.parley/index/passages.sqlite',
  }),
  pinecone_key: optionalText('PARLEY_PINECONE_KEY', {
    doc: 'API key of Pinecone; with it the passage index is there, and PARLEY_INDEX is not used',
  }),
  pinecone_words: optionalText('PARLEY_PINECONE_WORDS_HOST', { doc: 'address of the sparse index in Pinecone' }),
  pinecone_meaning: optionalText('PARLEY_PINECONE_MEANING_HOST', {
    doc: 'address of the dense index in Pinecone, with as many dimensions as the vectors of the embedding model; without it words alone are searched',
  }),
};

export type PassageConfig = ServiceConfig & Values<typeof passageSettings>;

/** Throws `ConfigError` where only half of Pinecone is configured. */
export function refuseHalfPinecone({ pinecone_key, pinecone_words, pinecone_meaning }: PassageConfig): void {
  const given = [pinecone_key, pinecone_words, pinecone_meaning].some((each) => each !== undefined);
  if (!given || (pinecone_key !== undefined && pinecone_words !== undefined)) return;
  const { pinecone_key: key, pinecone_words: words } = passageSettings;
  const missing = pinecone_key === undefined ? key : words;
  throw new ConfigError(`${missing.variable} (${missing.doc}): expected a value, because Pinecone is configured`);
}

/** In Pinecone where that is configured, else in the file. */
export async function openPassages(config: PassageConfig): Promise<PassageIndex> {
  const { passages_file, pinecone_key: key, pinecone_words: words, pinecone_meaning: meaning } = config;
  if (key === undefined || words === undefined) return openPassageIndex({ file: passages_file });
  const { openPineconeIndex } = await import('./pinecone/pinecone-passage-index.js');
  return openPineconeIndex({ key, words, meaning }, await openCatalogue(config));
}

/** Beside Pinecone, where both services find it. The stores' drivers are loaded where there is one. */
async function openCatalogue(config: PassageConfig): Promise<Store> {
  const { openMongoStore, openSqliteStore } = await import('@parley/storage');
  const { store, mongodb_url, mongodb_prefix, passages_file } = config;
  if (store === 'sqlite') return openSqliteStore({ file: join(dirname(passages_file), 'catalogue.sqlite') });
  if (mongodb_url === undefined) throw new ConfigError('PARLEY_MONGODB_URL (MongoDB): expected a value');
  return openMongoStore({ url: mongodb_url, database: `${mongodb_prefix}_passages` });
}
