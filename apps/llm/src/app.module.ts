import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG } from '@parley/messaging';
import { openEmbedder, openPassages, type Embedder, type PassageIndex } from '@parley/models';
import { Logger, Metrics } from '@parley/runtime';
import { AnswerAnswers } from './answer/answer.answers.js';
import { Answering } from './answer/answering.js';
import type { LlmConfig } from './config.js';
import { openWriter, type OpenedWriter } from './model/open-writer.js';
import { QuestionVectors } from './retrieve/question-vectors.js';
import { Retriever } from './retrieve/retriever.js';
import { PassageAnswers } from './search/passage.answers.js';

const PASSAGES = Symbol('passages');
const EMBEDDER = Symbol('embedder');
const WRITER = Symbol('writer');

@Module({
  providers: [
    {
      provide: PASSAGES,
      inject: [CONFIG],
      useFactory: (config: LlmConfig) => openPassages(config),
    },
    {
      provide: EMBEDDER,
      inject: [CONFIG, Logger],
      useFactory: async (config: LlmConfig, logger: Logger): Promise<Embedder | undefined> => {
        const embedder = await openEmbedder(config);
        if (config.models !== undefined && !embedder)
          logger.warn('no model in PARLEY_MODELS: passages are found by words alone');
        return embedder;
      },
    },
    {
      provide: Retriever,
      inject: [PASSAGES, EMBEDDER, Metrics],
      useFactory: (index: PassageIndex, embedder: Embedder | undefined, metrics: Metrics) => {
        const made = metrics.counter({
          name: 'parley_question_vectors_total',
          help: 'Questions that were to get a vector, by what became of them; without one words alone are searched.',
          labels: ['outcome'],
        });
        return new Retriever(index, embedder && new QuestionVectors(embedder, (outcome) => made.inc({ outcome })));
      },
    },
    { provide: WRITER, inject: [CONFIG, Metrics, Logger], useFactory: openWriter },
    {
      provide: Answering,
      inject: [Retriever, WRITER],
      useFactory: (retriever: Retriever, { writer }: OpenedWriter) => new Answering(retriever, writer),
    },
    AnswerAnswers,
    PassageAnswers,
  ],
})
export class AppModule implements OnApplicationShutdown {
  constructor(
    @Inject(PASSAGES) private readonly passages: PassageIndex,
    @Inject(EMBEDDER) private readonly embedder: Embedder | undefined,
    @Inject(WRITER) private readonly writer: OpenedWriter,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.writer.close();
    await this.embedder?.close();
    this.passages.close();
  }
}
