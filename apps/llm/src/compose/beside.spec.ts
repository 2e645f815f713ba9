import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../evidence/weigh.js';
import { cited } from './beside.js';

const evidence = (...passages: (readonly [string, number])[]) =>
  passages.map(([document_id, order]) => ({ hit: { document: { document_id } }, order }) as Evidence);
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
  ] as const)('%j are %j', (passages, wanted) => {
    expect(names(evidence(...passages))).toEqual(wanted);
  });
});
