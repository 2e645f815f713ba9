import { describe, expect, it } from '@jest/globals';
import { checkSpec } from './document.js';
import { partitionOf } from './partition.js';
import type { Stored } from './port.js';

describe('declaration of a collection', () => {
  interface Note extends Stored {
    readonly mood: string;
  }
  const notes = { name: 'notes', schema: 1, indexes: [{ name: 'by_mood', fields: ['mood'] as const }] };

  it('refuses names that are not snake_case, and gaps in the migrations', () => {
    expect(() => checkSpec<Note>(notes)).not.toThrow();
    expect(() => checkSpec<Note>({ ...notes, name: 'notes; DROP' })).toThrow(
      '"notes; DROP" is not a name in snake_case',
    );
    expect(() => checkSpec({ ...notes, indexes: [{ name: 'byMood', fields: [] }] })).toThrow('"byMood"');
    expect(() => checkSpec<Note>({ ...notes, schema: 3, migrations: { 1: (note) => note } })).toThrow(
      'no migration from schema 2',
    );
  });
});

describe('partition of an aggregate', () => {
  it('never changes: positions hang on it', () => {
    expect(['', 'a', '0192f1aa-0000-7000-8000-000000000001', 'İstanbul'].map(partitionOf)).toMatchInlineSnapshot(`
      [
        5,
        44,
        14,
        22,
      ]
    `);
  });

  it('spreads aggregates evenly', () => {
    const counts = new Array<number>(64).fill(0);
    for (let i = 0; i < 6400; i++) counts[partitionOf(`0192f1aa-${i}-7000-8000-${i * 7919}`)]!++;
    expect(Math.min(...counts)).toBeGreaterThan(60);
    expect(Math.max(...counts)).toBeLessThan(150);
  });
});
