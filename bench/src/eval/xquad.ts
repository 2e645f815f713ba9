import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Api } from '@parley/testing';
import { figureOf, type Figure } from '../figure.js';
import { Library, forEach, type Source } from './library.js';
import { mean, ndcgAt10 } from './measures.js';

interface Xquad {
  readonly data: readonly {
    readonly paragraphs: readonly {
      readonly context: string;
      readonly qas: readonly { readonly question: string }[];
    }[];
  }[];
}

/** Paragraphs of Wikipedia as documents without a title; each question has one right paragraph. */
export async function evaluateXquad(api: Api, eval_data: string, embedding: string): Promise<Figure[]> {
  const paragraphs = await xquadParagraphs(eval_data);
  const library = await Library.fill(
    api,
    paragraphs.map(({ source }) => source),
  );
  const asked = paragraphs.flatMap(({ source: { name }, questions }) =>
    questions.map((question) => ({ name, question })),
  );
  const gains = await forEach(asked, async ({ name, question }) =>
    ndcgAt10(await library.search(question, 10, 'en'), name),
  );
  const figure = { bench: 'retrieval', figure: `xquad en nDCG@10, ${embedding}`, unit: '', better: 'higher' } as const;
  return [figureOf({ ...figure, values: [mean(gains)], bar: 0.95 })];
}

/** In the order of the file. */
export async function xquadParagraphs(eval_data: string): Promise<{ source: Source; questions: string[] }[]> {
  const { data } = JSON.parse(await readFile(join(eval_data, 'xquad', 'xquad.en.json'), 'utf8')) as Xquad;
  return data
    .flatMap((article) => article.paragraphs)
    .map(({ context, qas }, at) => ({
      source: { name: `p${at}`, content: context, content_type: 'text/plain', language: 'en' },
      questions: qas.map(({ question }) => question),
    }));
}
