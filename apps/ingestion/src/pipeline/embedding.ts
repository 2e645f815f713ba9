import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG } from '@parley/messaging';
import { openEmbedder, type Embedder } from '@parley/models';
import { Logger } from '@parley/runtime';
import type { IngestionConfig } from '../config.js';
import { DocumentWorker } from '../worker/document-worker.js';
import type { Vectors } from '../worker/protocol.js';

/** What of a passage is turned into a vector. */
export const embeddedText = (
  title: string,
  { heading, text }: { readonly heading: readonly string[]; readonly text: string },
): string => [title, ...heading, text].join('\n');

/** Vectors of passages: of a provider's model from here, of the local one from a worker, which has the memory for it. */
@Injectable()
export class Embedding implements OnApplicationShutdown {
  private opened: Promise<Embedder | undefined> | undefined;
  private missed = false;

  constructor(
    @Inject(CONFIG) private readonly config: IngestionConfig,
    private readonly worker: DocumentWorker,
    private readonly logger: Logger,
  ) {}

  /** Of a provider, where one is configured. */
  get provider(): Promise<Embedder | undefined> {
    return (this.opened ??= this.config.embeddings ? openEmbedder(this.config) : Promise.resolve(undefined));
  }

  /**
   * In the order of the texts; null where there is no model. A provider that is away keeps no document from being found
   * by its words: null, and `EmbedAgain` brings the vectors later.
   */
  async vectors(texts: readonly string[], signal: AbortSignal): Promise<Vectors | null> {
    const provider = await this.provider;
    if (!provider) return this.config.models === undefined ? null : this.worker.ask({ kind: 'embed', texts }, signal);
    try {
      const made = await provider.embed(texts, 'passage');
      return { model: provider.model, vectors: made.map(({ vector }) => vector) };
    } catch (error) {
      this.logger.warn('passages have no vectors for now', { model: provider.model, error });
      this.missed = true;
      return null;
    }
  }

  /** Whether passages were left without vectors since it was last asked. */
  takeMissed(): boolean {
    const { missed } = this;
    this.missed = false;
    return missed;
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.opened)?.close();
  }
}
