import { beforeAll, describe, expect, it } from '@jest/globals';
import { someExamples } from './examples.fixture.js';
import { wordsOf } from '../text/words.js';
import { Classifier, acceptedAbove } from './classifier.js';
import { modelBytes, modelOf } from './model-bytes.js';
import { train, type Trained } from './train.js';

const { intents, examples } = someExamples();

describe('a trained classifier', () => {
  let trained: Trained;
  let classifier: Classifier;
  const read = (text: string) => classifier.classify(wordsOf(text, 200));

  beforeAll(() => {
    trained = train(intents, examples, () => undefined);
    classifier = new Classifier(modelOf(modelBytes({ ...trained.model, entities: [] })));
  });

  it.each([
    ['where has my parcel got to', 'order_status'],
    ['SİPARİŞİM NEREDE KALDI', 'order_status'],
    ['siparisim nerede kaldi', 'order_status'],
    ['siparişimi iptal edebilir miyim', 'order_cancellation'],
    ['please cancel the order', 'order_cancellation'],
    ['kaçta kapanıyorsunuz', 'opening_hours'],
  ])('understands %s', (text, intent) => expect(read(text).intent).toBe(intent));

  it('reads Turkish the same with and without its diacritics', () => {
    expect(read('Siparişimi iptal etmek istiyorum, çünkü geç geldi')).toEqual(
      read('siparisimi IPTAL etmek istiyorum, cunku gec geldi'),
    );
  });

  it.each(['what is the price of gold', 'bana bir fıkra anlat', 'qwertz', '日本語で話せますか'])(
    'takes %s for none of its intents',
    (text) => {
      expect(read(text).intent).toBeUndefined();
    },
  );

  it('gives probabilities, likeliest first, and accepts what stands out', () => {
    for (const { text } of examples) {
      const { intents: guesses, intent } = read(text);
      const sum = guesses.reduce((all, { confidence }) => all + confidence, 0);
      expect(sum).toBeLessThanOrEqual(1.001);
      const [first, second] = guesses;
      expect(first!.confidence).toBeGreaterThanOrEqual(second!.confidence);
      if (intent) expect(first!.confidence - second!.confidence).toBeGreaterThanOrEqual(acceptedAbove.next);
    }
  });

  it('is the same again from the same examples, and after it was stored', () => {
    const again = train(intents, examples, () => undefined);
    expect(again).toEqual(trained);
    expect(modelOf(modelBytes({ ...trained.model, entities: [] }))).toEqual({ ...trained.model, entities: [] });
  });

  it('reports how it does on what it was trained without, and how far it is', () => {
    const shares: number[] = [];
    const { report } = train(intents, examples, (share) => shares.push(share));
    expect(report.accuracy).toBeGreaterThan(0.6);
    expect(report.accuracy).toBeLessThanOrEqual(1);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });
});
