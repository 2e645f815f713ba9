import { describe, expect, it } from '@jest/globals';
import type { Run } from './runs.js';
import { taggedBlocks, type StructureNode } from './structure.js';

const run = (text: string, element: string | undefined, height = 0): Run => ({
  ...{ text, start: 0, end: text.length * 5, height, size: 10, turn: 0, spaced: false },
  ...(element === undefined ? {} : { element }),
});
const content = (id: string): StructureNode => ({ type: 'content', id });
const node = (role: string, ...children: StructureNode[]): StructureNode => ({ role, children });

const shown = (tree: StructureNode, runs: readonly Run[]) =>
  taggedBlocks(tree, runs)?.map(({ kind, depth, text }) => [kind, depth, text]);

describe('a page of a tagged PDF', () => {
  it('is read in the order of its tags', () => {
    const tree = node(
      'Root',
      node('H2', node('Span', content('a'))),
      node('Table', node('TR', node('TH', content('b')), node('TD', node('P', content('c'))))),
      node('Sect', node('P', content('d'), node('Link', content('e')))),
      node('NonStruct', content('f')),
      node('Span', content('g')),
    );
    const runs = [
      run('fee', 'c', 9),
      run('zone', 'b', 9),
      run('Fees', 'a'),
      ...['d', 'e', 'f', 'g'].map((id, line) => run(id, id, -12 * line)),
    ];
    expect(shown(tree, runs)).toEqual([
      ['heading', 2, 'Fees'],
      ['row', undefined, 'zone | fee'],
      ['text', undefined, 'd e'],
      ['text', undefined, 'f g'],
    ]);
  });

  it('is not read by tags that leave most of it out, or go round in circles', () => {
    expect(shown(node('Root', node('P', content('a'))), [run('a', 'a'), run('much more', undefined)])).toBeUndefined();
    const twice = node('Root', node('P', content('a')), node('P', content('a')));
    expect(shown(twice, [run('once', 'a')])).toEqual([['text', undefined, 'once']]);
    expect(taggedBlocks(null, [])).toBeUndefined();
  });
});
