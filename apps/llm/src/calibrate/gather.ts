import type { Language } from '@parley/contracts';
import type { PassageIndex, PassageResults } from '@parley/models';
import { PassageCache } from '../evidence/passage-cache.js';
import { readAs } from '../evidence/slips.js';
import type { Evidence } from '../evidence/weigh.js';
import type { QuestionVectors } from '../retrieve/question-vectors.js';
import { considered } from '../retrieve/retriever.js';

/** A question with the documents of which any is right; none: it has no answer. */
export interface Posed {
  readonly tenant: string;
  readonly text: string;
  readonly language: Language;
  readonly right: readonly string[];
  /** What it is reported under. */
  readonly group: string;
  readonly weight: number;
}

export interface Gathered {
  readonly posed: Posed;
  readonly results: PassageResults;
  readonly evidence: readonly Evidence[];
}

/** What is found for each question, in its own language; questions that find nothing are left out. */
export async function gather(
  index: PassageIndex,
  questions: readonly Posed[],
  vectors: QuestionVectors | undefined,
): Promise<Gathered[]> {
  const cache = new PassageCache();
  const gathered: Gathered[] = [];
  for (const posed of questions) {
    const { tenant, text, language } = posed;
    const embedding = await vectors?.of(text);
    const query = { text, language, limit: considered, ...(embedding ? { embedding } : {}) };
    const searched = await index.search(tenant, query);
    const { found: results, evidence } = readAs(searched, await cache.dissect(tenant, searched.hits));
    if (evidence.length > 0) gathered.push({ posed, results, evidence });
  }
  return gathered;
}
