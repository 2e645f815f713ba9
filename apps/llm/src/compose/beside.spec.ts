import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../evidence/weigh.js';
import { cited } from './beside.js';

const evidence = (...passages: (readonly [string, number, number?])[]) =>
  passages.map(
    ([document_id, order, document = 1]) => ({ hit: { document: { document_id } }, order, document }) as Evidence,
  );
const names = (given: Evidence[]) => cited(given).map(({ hit }) => hit.document.document_id);

describe('documents of an answer', () => {
  it.each([
    [[['a', 2]], ['a']],
    [
      [
        ['a', 2],
        ['a', 1.9],
        ['b', 1.8],
      ],
      ['a', 'b'],
    ],
    [
      [
        ['a', 2],
        ['b', 1.5],
      ],
      ['a'],
    ],
    [
      [
        ['a', 2],
        ['b', 1.9],
        ['c', 1.9],
      ],
      ['a', 'b'],
    ],
    [
      [
        ['a', 2],
        ['b', 1.75, 0.1],
        ['c', 1.7],
      ],
      ['a'],
    ],
    [
      [
        ['a', 2],
        ['b', 1.85, 0.1],
      ],
      ['a', 'b'],
    ],
  ] as const)('%j are %j', (passages, wanted) => {
    expect(names(evidence(...passages))).toEqual(wanted);
  });
});
