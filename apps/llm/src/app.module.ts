import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG } from '@parley/messaging';
import { openLocalEmbedder, openPassageIndex, type Embedder, type PassageIndex } from '@parley/models';
import { Logger } from '@parley/runtime';
import { AnswerAnswers } from './answer/answer.answers.js';
import { Answering } from './answer/answering.js';
import type { LlmConfig } from './config.js';
import { Retriever } from './retrieve/retriever.js';
import { PassageAnswers } from './search/passage.answers.js';

const PASSAGES = Symbol('passages');
const EMBEDDER = Symbol('embedder');

@Module({
  providers: [
    {
      provide: PASSAGES,
      inject: [CONFIG],
      useFactory: ({ passages_file }: LlmConfig) => openPassageIndex({ file: passages_file }),
    },
    {
      provide: EMBEDDER,
      inject: [CONFIG, Logger],
      useFactory: async ({ models }: LlmConfig, logger: Logger): Promise<Embedder | undefined> => {
        const embedder = models === undefined ? undefined : await openLocalEmbedder(models);
        if (models !== undefined && !embedder)
          logger.warn('no model in PARLEY_MODELS: passages are found by words alone');
        return embedder;
      },
    },
    {
      provide: Retriever,
      inject: [PASSAGES, EMBEDDER],
      useFactory: (index: PassageIndex, embedder: Embedder | undefined) => new Retriever(index, embedder),
    },
    { provide: Answering, inject: [Retriever], useFactory: (retriever: Retriever) => new Answering(retriever) },
    AnswerAnswers,
    PassageAnswers,
  ],
})
export class AppModule implements OnApplicationShutdown {
  constructor(
    @Inject(PASSAGES) private readonly passages: PassageIndex,
    @Inject(EMBEDDER) private readonly embedder: Embedder | undefined,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.embedder?.close();
    this.passages.close();
  }
}
