import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '@parley/contracts';
import type { Api } from '@parley/testing';
import type { Figure } from '../figure.js';
import { Library, pagesIn, type Source } from './library.js';
import { evaluateQuestions, type Question } from './questions.js';

const questionsFile = join(import.meta.dirname, '..', '..', '..', 'demo', 'questions', 'docs-chatwoot.json');

interface Row {
  readonly question: string;
  readonly language: Language;
  /** Several: any of them is right. */
  readonly document: string | readonly string[] | null;
  readonly also_right?: readonly string[];
  readonly split: DocsQuestions;
}

/**
 * Questions for steering, more of them with nearer misses, plain ones, some from pages drawn by lot, then such as ask for a
 * measure or an ability, and two sets for checks.
 */
export type DocsQuestions = 'dev' | 'more' | 'plain' | 'drawn' | 'measured' | 'test' | 'check';

const setsOf = { dev: ['dev', 'more', 'plain', 'drawn', 'measured'], test: ['test', 'check'] } as const;
const barred: readonly DocsQuestions[] = ['dev', 'test', 'check'];

interface Ask {
  readonly api: Api;
  readonly eval_data: string;
  readonly splits: readonly ('dev' | 'test')[];
  readonly embedding: string;
  readonly sayMiss: (line: string) => void;
}

/** Administrators' questions to the documentation of a product that is not ours. */
export async function evaluateDocs({ api, eval_data, splits, embedding, sayMiss }: Ask): Promise<Figure[]> {
  const library = await Library.fill(api, await docsPages(eval_data));
  const figures: Figure[] = [];
  for (const split of splits.flatMap((each) => setsOf[each])) {
    const asked = {
      name: `docs-chatwoot ${split}, ${embedding}`,
      questions: await docsQuestions(split),
      barred: barred.includes(split),
    };
    figures.push(...(await evaluateQuestions(library, asked, sayMiss)));
  }
  return figures;
}

export const docsPages = (eval_data: string): Promise<Source[]> => pagesIn(join(eval_data, 'docs-chatwoot'));

export async function docsQuestions(wanted: DocsQuestions): Promise<Question[]> {
  const rows = JSON.parse(await readFile(questionsFile, 'utf8')) as Row[];
  return rows
    .filter(({ split }) => split === wanted)
    .map(({ question, language, document, also_right = [] }) => ({
      text: question,
      language,
      right: [document ?? []].flat().concat(also_right),
    }));
}
