import type { OpenAI } from 'openai';
import { failureOf } from '../chat/openai/failures.js';
import type { EmbeddingChoice } from '../providers/settings.js';
import type { EmbedAll } from './provider-embedder.js';

/** Embeddings, as OpenAI, Azure and many others serve them. */
export const openaiEmbed =
  (client: OpenAI, { model, dimensions }: EmbeddingChoice): EmbedAll =>
  async (texts, _purpose, signal) => {
    try {
      const sized = dimensions === undefined ? {} : { dimensions };
      const request = { model, input: [...texts], encoding_format: 'float' as const, ...sized };
      const { data } = await client.embeddings.create(request, { signal });
      return [...data].sort((one, other) => one.index - other.index).map(({ embedding }) => embedding);
    } catch (error) {
      throw failureOf(error);
    }
  };
