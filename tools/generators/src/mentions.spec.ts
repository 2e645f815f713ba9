import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findMentions } from './mentions.js';

const project = mkdtempSync(join(tmpdir(), 'parley-mentions-'));

const sources = {
  'apps/nlu/src/utterance.answers.ts': `
    import { ParseUtterance } from '@parley/contracts';
    export class UtteranceAnswers {
      @Answers(ParseUtterance)
      parse() {}
    }`,
  'apps/orchestrator/src/take-turn.ts': `
    import { ParseUtterance, type TurnCompleted } from '@parley/contracts';
    // ParseUtterance in a comment, 'ParseUtterance' in a text
    export const ask = (fleet) => fleet.ask(ParseUtterance, { text: 'ParseUtterance' });
    export type Asked = typeof ParseUtterance;`,
  'apps/insights/src/turns.reacts.ts': `
    import { TurnCompletedEvent } from '@parley/contracts';
    export class Turns { @Reacts(TurnCompletedEvent) count() {} }`,
  'apps/nlu/src/utterance.spec.ts': `import { ParseUtterance } from '@parley/contracts'; fleet.ask(ParseUtterance);`,
  'apps/nlu/src/testing/parties.ts': `class P { @Answers(ParseUtterance) parse() {} }`,
  'libs/contracts/src/nlu.ts': `export const ParseUtterance = request('…');`,
};

beforeAll(() => {
  for (const [file, text] of Object.entries(sources)) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), text);
  }
});
afterAll(() => rmSync(project, { recursive: true }));

describe('where contracts are named', () => {
  it('finds answers, reactions and uses, and nothing in tests, imports, types, comments and texts', () => {
    const contracts = new Set(['ParseUtterance', 'TurnCompletedEvent']);
    expect(findMentions(project, contracts)).toEqual([
      { contract: 'TurnCompletedEvent', as: 'reaction', file: 'apps/insights/src/turns.reacts.ts' },
      { contract: 'ParseUtterance', as: 'answer', file: 'apps/nlu/src/utterance.answers.ts' },
      { contract: 'ParseUtterance', as: 'use', file: 'apps/orchestrator/src/take-turn.ts' },
    ]);
  });
});
