import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Embedder, PassageIndex, VectorGap } from '@parley/models';
import { Logger } from '@parley/runtime';
import { PASSAGES } from '../passages.js';
import { Embedding, embeddedText } from './embedding.js';
import { SoleWork } from './sole-work.js';

const name = 'embed again';
/** Passages embedded in one go. */
const batch = 64;
/** Between looks for passages that a provider was away for, and after a look that failed, in milliseconds. */
const pauseMs = 10_000;

/**
 * Gives every passage a vector of the provider's model that is configured: after a start, because another one may have
 * been before, and after the provider was away. Until then passages are found by their words.
 */
@Injectable()
export class EmbedAgain implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private due = true;

  constructor(
    @Inject(PASSAGES) private readonly passages: PassageIndex,
    private readonly embedding: Embedding,
    private readonly work: SoleWork,
    private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const provider = await this.embedding.provider;
    if (provider) this.again(provider, 0);
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private again(provider: Embedder, wait_ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.look(provider), wait_ms).unref();
  }

  private async look(provider: Embedder): Promise<void> {
    try {
      this.due = this.embedding.takeMissed() || this.due;
      if (this.due && (await this.work.take(name))) await this.fillAlone(provider);
    } catch (error) {
      if (!this.stopped) this.logger.warn('passages wait for their vectors', { model: provider.model, error });
    }
    this.again(provider, pauseMs);
  }

  private async fillAlone(provider: Embedder): Promise<void> {
    try {
      await this.fillAll(provider);
      this.due = false;
    } finally {
      await this.work.leave(name);
    }
  }

  private async fillAll(provider: Embedder): Promise<void> {
    let filled = 0;
    let after: string | undefined;
    do {
      const { gaps, next } = await this.passages.vectorGaps(provider.model, after, batch);
      if (gaps.length > 0) await this.fill(provider, gaps);
      filled += gaps.length;
      after = next;
    } while (after !== undefined && !this.stopped && (await this.work.take(name)));
    if (after !== undefined) throw new Error('another process goes on with it');
    if (filled > 0) this.logger.info('passages have vectors of the model', { model: provider.model, passages: filled });
  }

  private async fill(provider: Embedder, gaps: readonly VectorGap[]): Promise<void> {
    const made = await provider.embed(
      gaps.map((gap) => embeddedText(gap.title, gap)),
      'passage',
    );
    const vectors = gaps.map((gap, at) => ({ ...gap, vector: made[at]!.vector }));
    for (const [tenant, of] of Map.groupBy(vectors, (each) => each.tenant))
      await this.passages.addVectors({ tenant, model: provider.model, vectors: of });
  }
}
