import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '@parley/contracts';
import type { Api } from '@parley/testing';
import type { Figure } from '../figure.js';
import { Library, pagesIn, type Source } from './library.js';
import { evaluateQuestions, type Question } from './questions.js';

const questionsFile = join(import.meta.dirname, '..', '..', '..', 'demo', 'questions', 'docs-dify.json');
/** Of the documentation: what it says of one's own servers besides these is the same again, word for word. */
const folders = ['cli', 'cloud', 'develop-plugin', 'learn', 'self-host/deploy'];

interface Row {
  readonly question: string;
  readonly language: Language;
  readonly document: string | null;
  readonly also_right?: readonly string[];
  /** Without one it is of those that came first. */
  readonly split?: 'drawn' | 'measured';
}

/** What came first, more from pages drawn by lot, and such as ask for a measure or an ability. */
export type DifyQuestions = 'first' | 'drawn' | 'measured';

interface Ask {
  readonly api: Api;
  readonly eval_data: string;
  readonly embedding: string;
  readonly sayMiss: (line: string) => void;
}

/** Questions to a second documentation, for steering alone. */
export async function evaluateDify({ api, eval_data, embedding, sayMiss }: Ask): Promise<Figure[]> {
  const library = await Library.fill(api, await difyPages(eval_data));
  const figures: Figure[] = [];
  for (const split of ['first', 'drawn', 'measured'] as const) {
    const name = split === 'first' ? 'docs-dify' : `docs-dify ${split}`;
    const asked = { name: `${name}, ${embedding}`, questions: await difyQuestions(split), barred: false };
    figures.push(...(await evaluateQuestions(library, asked, sayMiss)));
  }
  return figures;
}

export const difyPages = (eval_data: string): Promise<Source[]> =>
  pagesIn(join(eval_data, 'docs-dify', 'en'), (name) => folders.some((folder) => name.startsWith(`${folder}/`)));

export async function difyQuestions(wanted: DifyQuestions): Promise<Question[]> {
  const rows = JSON.parse(await readFile(questionsFile, 'utf8')) as Row[];
  return rows
    .filter(({ split = 'first' }) => split === wanted)
    .map(({ question, language, document, also_right = [] }) => ({
      text: question,
      language,
      right: document === null ? [] : [document, ...also_right],
    }));
}
