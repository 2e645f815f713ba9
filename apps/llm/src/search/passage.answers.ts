import { Injectable } from '@nestjs/common';
import { SearchPassages, type FoundPassage, type PassageSearch, type PassageSearchResult } from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';
import type { Evidence } from '../evidence/weigh.js';
import { answerable, Retriever } from '../retrieve/retriever.js';

const defaultTopK = 5;
const mostHighlights = 3;
/** What a sentence must have of the best sentence's share of the query to be a highlight. */
const highlightShare = 0.7;

@Injectable()
export class PassageAnswers {
  constructor(private readonly retriever: Retriever) {}

  @Answers(SearchPassages)
  async search(ask: PassageSearch, { tenant }: Call): Promise<PassageSearchResult> {
    const started = performance.now();
    const { query, top_k = defaultTopK, language, document_ids } = ask;
    const found = await this.retriever.find(tenant, query, {
      limit: top_k,
      ...(language === undefined ? {} : { language }),
      ...(document_ids === undefined ? {} : { document_ids }),
    });
    return {
      items: found.map(({ evidence, chance }) => foundPassage(evidence, chance)),
      confident: found.some(({ chance }) => chance >= answerable),
      search_time_ms: performance.now() - started,
    };
  }
}

function foundPassage({ hit, units, shares }: Evidence, score: number): FoundPassage {
  const { document, passage } = hit;
  const best = Math.max(0, ...shares);
  const highlights = units
    .map((unit, index) => ({ unit, share: shares[index]! }))
    .filter(({ share }) => share > 0 && share >= highlightShare * best)
    .sort((one, other) => other.share - one.share)
    .slice(0, mostHighlights)
    .map(({ unit }) => passage.text.slice(unit.start, unit.end));
  const { document_id, title, language } = document;
  const { text, start, end, page } = passage;
  const place = { heading: passage.heading.slice(0, 10), text, start, end, ...(page === undefined ? {} : { page }) };
  return { document_id, title, ...place, language, score, highlights };
}
