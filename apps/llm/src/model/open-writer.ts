import { openChatModel, openTokenizer, type ChatModel } from '@parley/models';
import type { Logger, Metrics } from '@parley/runtime';
import type { LlmConfig } from '../config.js';
import { Writer } from '../write/writer.js';
import { ModelMeasures } from './measures.js';

/** Spec §6: 1, 2, 4, … seconds; whoever asks for more than this is left for the next in the chain. */
const waits = { first_wait_ms: 1000, longest_wait_ms: 8000 };

export interface OpenedWriter {
  readonly writer: Writer | undefined;
  close(): void;
}

/** Nothing is loaded where no model is configured. */
export async function openWriter(config: LlmConfig, metrics: Metrics, logger: Logger): Promise<OpenedWriter> {
  if (config.chain.length === 0) return { writer: undefined, close: () => undefined };
  const rules = {
    patience: { first_text_ms: config.first_text_ms, next_text_ms: config.next_text_ms },
    retries: { most: config.retries, ...waits },
  };
  const [tokens, ...models] = await Promise.all([
    openTokenizer(),
    ...config.chain.map((choice): Promise<ChatModel> => openChatModel(choice, config, rules)),
  ]);
  return {
    writer: new Writer(models, tokens, config, new ModelMeasures(metrics, logger, config.prices)),
    close: () => models.forEach((model) => model.close()),
  };
}
