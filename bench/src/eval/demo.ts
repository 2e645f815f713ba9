import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { languages, type Language } from '@parley/contracts';
import type { Api } from '@parley/testing';
import type { Figure } from '../figure.js';
import { Library, type Source } from './library.js';
import { evaluateQuestions, type Question } from './questions.js';

const demoFolder = join(import.meta.dirname, '..', '..', '..', 'demo');

interface Row {
  readonly question: string;
  readonly language: Language;
  readonly article: string | null;
  readonly also_right?: readonly string[];
}

interface Ask {
  readonly api: Api;
  readonly splits: readonly ('dev' | 'test')[];
  readonly embedding: string;
  readonly sayMiss: (line: string) => void;
}

/** Customers' questions to the demo company; an article is right in any language. */
export async function evaluateDemo({ api, splits, embedding, sayMiss }: Ask): Promise<Figure[]> {
  const library = await Library.fill(api, (await Promise.all(languages.map(articles))).flat());
  const figures: Figure[] = [];
  for (const split of splits) {
    const rows = JSON.parse(await readFile(join(demoFolder, 'questions', `${split}.json`), 'utf8')) as Row[];
    figures.push(...(await evaluateQuestions(library, `demo ${split}, ${embedding}`, rows.map(asQuestion), sayMiss)));
  }
  return figures;
}

const asQuestion = ({ question, language, article, also_right = [] }: Row): Question => ({
  text: question,
  language,
  right:
    article === null ? [] : [article, ...also_right].flatMap((name) => languages.map((each) => `${each}/${name}.md`)),
});

async function articles(language: Language): Promise<Source[]> {
  const folder = join(demoFolder, 'articles', language);
  const files = await readdir(folder);
  return Promise.all(
    files.map(async (file) => ({
      name: `${language}/${file}`,
      language,
      content: await readFile(join(folder, file), 'utf8'),
    })),
  );
}
