import type { ProviderConfig } from '../providers/settings.js';
import { openLocalEmbedder } from './local-embedder.js';
import type { Embedder } from './port.js';
import { openProviderEmbedder } from './provider-embedder.js';

/** The model that is configured: a provider's, else the local one, else none. */
export async function openEmbedder(
  config: ProviderConfig & { readonly models: string | undefined },
): Promise<Embedder | undefined> {
  if (config.embeddings) return openProviderEmbedder(config.embeddings, config);
  return config.models === undefined ? undefined : openLocalEmbedder(config.models);
}
