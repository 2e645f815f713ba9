import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { languages, type Language } from '@parley/contracts';
import type { Api } from '@parley/testing';
import type { Figure } from '../figure.js';
import { Library, type Source } from './library.js';
import { evaluateQuestions, type Question } from './questions.js';

const demoFolder = join(import.meta.dirname, '..', '..', '..', 'demo');

/** Files of questions by what they are for: for steering (`night` without anything being fitted on it) and for checks alone. */
const setsOf = {
  dev: ['dev', 'colloquial', 'everyday', 'plain', 'basic', 'ways-en', 'ways-tr', 'night'],
  test: ['test', 'check'],
} as const;
export type DemoQuestions = (typeof setsOf)['dev' | 'test'][number];
const barred: readonly DemoQuestions[] = ['dev', 'test', 'check'];

interface Row {
  readonly question: string;
  readonly language: Language;
  readonly article: string | null;
  readonly also_right?: readonly string[];
  readonly cross_language?: boolean;
  readonly says?: readonly string[];
}

interface Ask {
  readonly api: Api;
  readonly splits: readonly ('dev' | 'test')[];
  readonly embedding: string;
  readonly sayMiss: (line: string) => void;
}

/** Customers' questions to the demo company; an article is right in any language. */
export async function evaluateDemo({ api, splits, embedding, sayMiss }: Ask): Promise<Figure[]> {
  const library = await Library.fill(api, await demoArticles());
  const figures: Figure[] = [];
  for (const file of splits.flatMap((split) => setsOf[split])) {
    const asked = {
      name: `demo ${file}, ${embedding}`,
      questions: await demoQuestions(file),
      barred: barred.includes(file),
    };
    figures.push(...(await evaluateQuestions(library, asked, sayMiss)));
  }
  return figures;
}

export const demoArticles = async (): Promise<Source[]> => (await Promise.all(languages.map(articles))).flat();

export async function demoQuestions(file: DemoQuestions): Promise<Question[]> {
  return (JSON.parse(await readFile(join(demoFolder, 'questions', `${file}.json`), 'utf8')) as Row[]).map(asQuestion);
}

const asQuestion = ({ question, language, article, also_right = [], cross_language = false, says }: Row): Question => ({
  text: question,
  language,
  across: cross_language,
  ...(says ? { says } : {}),
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
