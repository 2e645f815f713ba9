import { breaker } from '@parley/runtime';
import { bedrockClient } from '../chat/bedrock/client.js';
import { ModelFailure } from '../chat/failure.js';
import { openaiClient } from '../chat/openai/client.js';
import { Pseudonyms } from '../personal/pseudonyms.js';
import type { EmbeddingChoice, ProviderConfig } from '../providers/settings.js';
import { bedrockEmbed } from './bedrock-embedder.js';
import { openaiEmbed } from './openai-embedder.js';
import type { Embedder, Purpose } from './port.js';
import { atUnitLength } from './unit-length.js';

/** Vectors as a provider makes them, in the order of the texts. Rejects with a `ModelFailure`. */
export type EmbedAll = (texts: readonly string[], purpose: Purpose, signal: AbortSignal) => Promise<number[][]>;

/** Texts of one request. */
const batchSize = 64;
/** Characters of a text that models read; all take 8,000 tokens or cut, and no passage is as long. */
const longestText = 12_000;
/** A question waits for its vector so long, in milliseconds: words find without it. */
const patienceMs = { query: 1500, passage: 30_000 };

/**
 * A provider's model behind the port. Its name says the length of its vectors where that was chosen. What is personal in a
 * question stays here.
 */
export async function openProviderEmbedder(choice: EmbeddingChoice, config: ProviderConfig): Promise<Embedder> {
  const model =
    choice.dimensions === undefined ? choice.name : `${choice.provider}:${choice.model}@${choice.dimensions}`;
  const { embedAll, close } = await adapterOf(choice, config);
  const guarded = breaker(`embeddings ${model}`, {
    harmless: (error) => error instanceof ModelFailure && error.callers,
  });

  const embedBatch = async (texts: readonly string[], purpose: Purpose) => {
    const vectors = await guarded(() => embedAll(texts, purpose, AbortSignal.timeout(patienceMs[purpose])));
    const sizes = new Set(vectors.map(({ length }) => length));
    if (vectors.length !== texts.length || sizes.size > 1 || [...sizes].some((size) => size === 0 || size % 8 !== 0))
      throw new ModelFailure('rejected', `${model} makes vectors that cannot be kept`);
    return vectors.map(atUnitLength);
  };

  return {
    model,
    embed: async (texts, purpose = 'passage') => {
      const mask = (text: string) => (purpose === 'query' ? new Pseudonyms().mask(text) : text);
      const cut = texts.map((text) => mask(text).slice(0, longestText) || ' ');
      const batches = Array.from({ length: Math.ceil(cut.length / batchSize) }, (_, at) =>
        cut.slice(at * batchSize, (at + 1) * batchSize),
      );
      const made = [];
      for (const batch of batches) made.push(...(await embedBatch(batch, purpose)));
      return made;
    },
    close: async () => close(),
  };
}

async function adapterOf(
  choice: EmbeddingChoice,
  config: ProviderConfig,
): Promise<{ readonly embedAll: EmbedAll; readonly close: () => void }> {
  if (choice.provider === 'bedrock') {
    const client = await bedrockClient(config);
    return { embedAll: bedrockEmbed(client, choice), close: () => client.destroy() };
  }
  return { embedAll: openaiEmbed(await openaiClient(choice, config), choice), close: () => undefined };
}
