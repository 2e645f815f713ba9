import type { Embedded, Embedder } from '@parley/models';

/** Questions with the model at the same time; at 3 to 4 ms each the last of them waits some 60 ms. */
export const mostWaiting = 16;
/** A model that knows less of the words than this says nothing of the question. */
const leastKnown = 0.3;

/** What became of a question that was to get a vector. */
export type Outcome = 'made' | 'foreign' | 'busy' | 'failed';

export interface QuestionVector extends Embedded {
  readonly model: string;
}

/**
 * Vectors of questions, as long as the model keeps up: it makes some 250 a second in a thread of its own. A question
 * gets none when too many wait, when the model is away, or when it does not know the words: words still find.
 */
export class QuestionVectors {
  private waiting = 0;

  /** `count` is told what became of each question. */
  constructor(
    private readonly embedder: Embedder,
    private readonly count: (outcome: Outcome) => void,
  ) {}

  async of(text: string): Promise<QuestionVector | undefined> {
    if (this.waiting >= mostWaiting) return this.without('busy');
    this.waiting++;
    try {
      const [made] = await this.embedder.embed([text], 'query');
      if (!made || made.knows <= leastKnown) return this.without('foreign');
      this.count('made');
      return { model: this.embedder.model, ...made };
    } catch {
      return this.without('failed');
    } finally {
      this.waiting--;
    }
  }

  private without(outcome: Outcome): undefined {
    this.count(outcome);
    return undefined;
  }
}
