import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '@parley/contracts';
import type { Api } from '@parley/testing';
import type { Figure } from '../figure.js';
import { Library } from './library.js';
import { evaluateQuestions } from './questions.js';

const questionsFile = join(import.meta.dirname, '..', '..', '..', 'demo', 'questions', 'docs-chatwoot.json');

interface Row {
  readonly question: string;
  readonly language: Language;
  readonly document: string | null;
  readonly split: 'dev' | 'test';
}

interface Ask {
  readonly api: Api;
  readonly eval_data: string;
  readonly splits: readonly ('dev' | 'test')[];
  readonly embedding: string;
  readonly sayMiss: (line: string) => void;
}

/** Administrators' questions to the documentation of a product that is not ours. */
export async function evaluateDocs({ api, eval_data, splits, embedding, sayMiss }: Ask): Promise<Figure[]> {
  const folder = join(eval_data, 'docs-chatwoot');
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.mdx'));
  const sources = files.map(async (name) => ({ name, content: await readFile(join(folder, name), 'utf8') }));
  const library = await Library.fill(api, await Promise.all(sources));
  const rows = JSON.parse(await readFile(questionsFile, 'utf8')) as Row[];
  const figures: Figure[] = [];
  for (const split of splits) {
    const questions = rows
      .filter((row) => row.split === split)
      .map(({ question, language, document }) => ({
        text: question,
        language,
        right: document === null ? [] : [document],
      }));
    figures.push(...(await evaluateQuestions(library, `docs-chatwoot ${split}, ${embedding}`, questions, sayMiss)));
  }
  return figures;
}
