import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Api } from '@parley/testing';
import { figureOf, type Figure } from '../figure.js';
import { Library, forEach, type Source } from './library.js';
import { averagePrecision, mean } from './measures.js';

interface Thread {
  readonly question: string;
  readonly answer: string | readonly string[];
  /** The lone `*` among them divides them and asks nothing. */
  readonly rephr: readonly string[];
}

/** Each answer of a forum is a document under its question; people's rephrasings of the question ask for all of them. */
export async function evaluateStackFaq(api: Api, eval_data: string, embedding: string): Promise<Figure[]> {
  const threads = await stackFaqThreads(eval_data);
  const library = await Library.fill(
    api,
    threads.flatMap(({ answers }) => answers),
  );
  const queries = threads.flatMap(({ answers, questions }) =>
    questions.map((question) => ({ question, right: new Set(answers.map(({ name }) => name)) })),
  );
  const precisions = await forEach(queries, async ({ question, right }) =>
    averagePrecision(await library.search(question, 50, 'en'), right),
  );
  const figure = { bench: 'retrieval', figure: `stackfaq dev MAP, ${embedding}`, unit: '', better: 'higher' } as const;
  return [figureOf({ ...figure, values: [mean(precisions)], bar: 0.75 })];
}

/** In the order of the file. */
export async function stackFaqThreads(eval_data: string): Promise<{ answers: Source[]; questions: string[] }[]> {
  const threads = JSON.parse(await readFile(join(eval_data, 'stackfaq', 'split', 'dev.json'), 'utf8')) as Thread[];
  return threads.map(({ question, answer, rephr }, thread) => ({
    answers: [answer].flat().map((content, at) => ({
      name: `t${thread}.${at}`,
      title: question,
      content,
      content_type: 'text/plain',
      language: 'en',
    })),
    questions: rephr.filter((text) => text !== '*'),
  }));
}
