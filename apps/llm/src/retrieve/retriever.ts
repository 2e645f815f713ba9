import { languages, type Language } from '@parley/contracts';
import type { Embedder, PassageIndex, PassageQuery } from '@parley/models';
import { carried, chanceOf } from '../evidence/chance.js';
import { PassageCache } from '../evidence/passage-cache.js';
import { weigh, type Evidence } from '../evidence/weigh.js';

export interface Retrieved {
  /** Best first. */
  readonly evidence: readonly Evidence[];
  /** How likely the best passage carries an answer, 0 to 1. */
  readonly chance: number;
}

/** Passages taken into account for an answer. */
const considered = 8;
/** Words of a question that are searched by; what is longer is a story around it. */
const longestQuery = 2000;

export class Retriever {
  private readonly cache = new PassageCache();

  constructor(
    private readonly index: PassageIndex,
    private readonly embedder: Embedder | undefined,
  ) {}

  /**
   * Passages for a question, in its own language; where these are thin, in others that names, numbers or borrowed words
   * carry it to. The likelier language wins.
   */
  async retrieve(tenant: string, text: string, language: Language): Promise<Retrieved> {
    const query = await this.query(text, language);
    const own = await this.search(tenant, { ...query, language });
    if (own.chance >= answerable) return own;
    const others = languages.filter((other) => other !== language);
    const foreign = await Promise.all(others.map((other) => this.across(tenant, query, language, other)));
    return [own, ...foreign].reduce((one, other) => (other.chance > one.chance ? other : one));
  }

  /** Passages in one language, or all when none is given, best first, with the chance of each. */
  async find(
    tenant: string,
    text: string,
    options: { language?: Language; document_ids?: readonly string[]; limit: number },
  ): Promise<{ evidence: Evidence; chance: number }[]> {
    const searched = options.language ? [options.language] : languages;
    const only = options.document_ids === undefined ? {} : { document_ids: options.document_ids };
    const found = await Promise.all(
      searched.map(async (language) => {
        const query = { ...(await this.query(text, language)), ...only, language, limit: options.limit };
        const results = await this.index.search(tenant, query);
        const evidence = weigh(results, (hit) => this.cache.dissect(tenant, hit));
        return evidence.map((each) => ({ evidence: each, chance: chanceOf(each, results) }));
      }),
    );
    return found
      .flat()
      .sort((one, other) => (searched.length > 1 ? other.chance - one.chance : 0))
      .slice(0, options.limit);
  }

  private async search(tenant: string, query: PassageQuery): Promise<Retrieved> {
    const results = await this.index.search(tenant, query);
    const evidence = weigh(results, (hit) => this.cache.dissect(tenant, hit));
    return { evidence, chance: evidence[0] ? chanceOf(evidence[0], results) : 0 };
  }

  private async across(
    tenant: string,
    query: Omit<PassageQuery, 'language'>,
    asked_in: Language,
    language: Language,
  ): Promise<Retrieved> {
    const results = await this.index.search(tenant, { ...query, language, asked_in });
    const evidence = weigh(results, (hit) => this.cache.dissect(tenant, hit));
    return { evidence, chance: evidence[0] && carried(evidence[0], results) ? chanceOf(evidence[0], results) : 0 };
  }

  /** Without the vector where the model is away: words still find. */
  private async query(text: string, language: Language): Promise<Omit<PassageQuery, 'language'>> {
    const asked = text.slice(0, longestQuery);
    const base = { text: asked, limit: considered };
    if (!this.embedder) return base;
    const { model } = this.embedder;
    const made = await this.embedder.embed([asked]).catch(() => []);
    return made[0] ? { ...base, embedding: { model, ...made[0] } } : base;
  }
}

/** From this chance on a question is answered. */
export const answerable = 0.5;
