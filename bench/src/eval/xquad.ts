import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Api } from '@parley/testing';
import { figureOf, type Figure } from '../figure.js';
import { Library, forEach } from './library.js';
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
  const { data } = JSON.parse(await readFile(join(eval_data, 'xquad', 'xquad.en.json'), 'utf8')) as Xquad;
  const paragraphs = data
    .flatMap((article) => article.paragraphs)
    .map((paragraph, at) => ({ ...paragraph, name: `p${at}` }));
  const library = await Library.fill(
    api,
    paragraphs.map(({ name, context }) => ({ name, content: context, content_type: 'text/plain', language: 'en' })),
  );
  const questions = paragraphs.flatMap(({ name, qas }) => qas.map(({ question }) => ({ name, question })));
  const gains = await forEach(questions, async ({ name, question }) =>
    ndcgAt10(await library.search(question, 10, 'en'), name),
  );
  const figure = { bench: 'retrieval', figure: `xquad en nDCG@10, ${embedding}`, unit: '', better: 'higher' } as const;
  return [figureOf({ ...figure, values: [mean(gains)], bar: 0.95 })];
}
