import { describe, expect, it } from '@jest/globals';
import { SentenceStream } from './sentence-stream.js';

const said = `You have 30 days [1]. Opened food stays with you. [2] [3] Dr. Ay helps, e.g. on Mondays!
- Press the button [1]
- Wait 3.5 seconds [1]

2. madde geçerlidir.[2] Peki ya sonra? Bitti`;
const sentences = [
  ['You have 30 days [1].', true],
  ['Opened food stays with you [2] [3].', false],
  ['Dr. Ay helps, e.g. on Mondays!', false],
  ['- Press the button [1]', true],
  ['- Wait 3.5 seconds [1]', true],
  ['2. madde geçerlidir [2].', true],
  ['Peki ya sonra?', false],
  ['Bitti', false],
];

const heard = (pieces: readonly string[]) => {
  const stream = new SentenceStream();
  return [...pieces.flatMap((piece) => stream.add(piece)), ...stream.end()].map(({ raw, on_new_line }) => [
    raw.trim().replace(/\s+/g, ' '),
    on_new_line,
  ]);
};

describe('the sentences of a stream', () => {
  it.each([
    ['letters', [...said]],
    ['words', said.match(/\s*\S+/g)!],
    ['threes', said.match(/[^]{1,3}/g)!],
    ['one piece', [said]],
  ])('are the same however it comes: %s', (_, pieces) => {
    expect(heard(pieces)).toEqual(sentences);
  });

  it('come as soon as the next begins', () => {
    const stream = new SentenceStream();
    expect(stream.add('It is free.')).toEqual([]);
    expect(stream.add(' [')).toEqual([]);
    expect(stream.add('1]')).toEqual([]);
    expect(stream.add(' From')).toMatchObject([{ raw: 'It is free [1].' }]);
  });

  it('have an end where the model makes none', () => {
    const stream = new SentenceStream();
    const pieces = Array.from({ length: 1000 }, () => stream.add('word '));
    expect(pieces.flat().length).toBeGreaterThan(1);
  });
});
