import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '@parley/contracts';

/** A question of a customer and the article of the demo company that answers it. */
export interface Topic {
  readonly question: string;
  readonly article: string;
}

interface Question {
  readonly id: string;
  readonly language: Language;
  readonly question: string;
  readonly answerable: boolean;
  readonly article: string | null;
  readonly cross_language?: boolean;
  readonly also_right?: readonly string[];
}

export const demoFolder = join(import.meta.dirname, '..', '..', '..', 'demo');

/** The answerable questions of the steering set that have one right article. */
export function topics(languages: readonly Language[]): Topic[] {
  const questions = JSON.parse(readFileSync(join(demoFolder, 'questions', 'dev.json'), 'utf8')) as Question[];
  return questions
    .filter(({ language }) => languages.includes(language))
    .filter(
      ({ answerable, article, cross_language, also_right }) => answerable && article && !cross_language && !also_right,
    )
    .map(({ question, article }) => ({ question, article: article! }));
}
