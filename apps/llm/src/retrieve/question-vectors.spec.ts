import { describe, expect, it } from '@jest/globals';
import type { Embedded, Embedder } from '@parley/models';
import { mostWaiting, QuestionVectors, type Outcome } from './question-vectors.js';

/** Answers when told to; nothing of it is real. */
class SlowEmbedder implements Embedder {
  readonly model = 'slow';
  private readonly waiting: { resolve: (made: Embedded[]) => void; reject: (fault: Error) => void }[] = [];

  embed(): Promise<Embedded[]> {
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  answerAll(knows: number): void {
    for (const { resolve } of this.waiting.splice(0)) resolve([{ vector: new Float32Array([1, 0]), knows }]);
  }

  failAll(): void {
    for (const { reject } of this.waiting.splice(0)) reject(new Error('the model has ended'));
  }

  async close(): Promise<void> {}
}

const given = () => {
  const outcomes: Outcome[] = [];
  const embedder = new SlowEmbedder();
  return { embedder, outcomes, vectors: new QuestionVectors(embedder, (outcome) => outcomes.push(outcome)) };
};

describe('vectors of questions (a model that answers when told to)', () => {
  it('are left out at once while too many wait, and made again afterwards', async () => {
    const { embedder, outcomes, vectors } = given();
    const asked = Array.from({ length: mostWaiting }, () => vectors.of('a question'));
    await expect(vectors.of('one too many')).resolves.toBeUndefined();
    expect(outcomes).toEqual(['busy']);
    embedder.answerAll(1);
    expect(await Promise.all(asked)).toHaveLength(mostWaiting);
    const later = vectors.of('later');
    embedder.answerAll(1);
    await expect(later).resolves.toMatchObject({ model: 'slow', knows: 1 });
  });

  it('are left out where the model knows too little of the words, or has ended', async () => {
    const { embedder, outcomes, vectors } = given();
    const foreign = vectors.of('iade süresi');
    embedder.answerAll(0.1);
    await expect(foreign).resolves.toBeUndefined();
    const failed = vectors.of('a question');
    embedder.failAll();
    await expect(failed).resolves.toBeUndefined();
    expect(outcomes).toEqual(['foreign', 'failed']);
  });
});
