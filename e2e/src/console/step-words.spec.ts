import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { acts } from '@parley/contracts';

const apps = join(import.meta.dirname, '..', '..', '..', 'apps');
const read = (path: string): string => readFileSync(join(apps, path), 'utf8');
const taken = [...read('orchestrator/src/turn/take-turn.ts').matchAll(/verdict\(\s*'([^']+)',\s*(?:'([^']+)')?/g)];

/** Verdicts that stand in the code of a turn, and those that are put together: acts, states of a flow, what composing came to. */
const verdicts = [
  ...taken.flatMap(([, , verdict]) => verdict ?? []),
  ...acts,
  ...['identifying', 'confirming', 'acting', 'end', 'say', 'repeat', 'answered', 'thin', 'away', 'late'],
];

describe.each(['en', 'tr'])('what the desk says of a turn’s steps (%s)', (language) => {
  const texts = JSON.parse(read(`console/src/texts/${language}.json`)) as Record<string, string>;

  it('has a word for each step', () => {
    expect(taken.length).toBeGreaterThan(5);
    expect(taken.filter(([, step]) => !texts[`step.${step}`])).toEqual([]);
  });

  it('has a word for each verdict', () => {
    expect(verdicts.filter((verdict) => !texts[`verdict.${verdict}`])).toEqual([]);
  });
});
