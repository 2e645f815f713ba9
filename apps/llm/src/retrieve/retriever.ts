import { languages, type Language } from '@parley/contracts';
import type { Embedder, PassageIndex, PassageQuery, PassageResults } from '@parley/models';
import { carried, chanceOf } from '../evidence/chance.js';
import { matches } from '../evidence/match.js';
import { PassageCache } from '../evidence/passage-cache.js';
import { weigh, type Evidence } from '../evidence/weigh.js';

export interface Retrieved {
  /** Best first. */
  readonly evidence: readonly Evidence[];
  /** How likely the best passage carries an answer, 0 to 1. */
  readonly chance: number;
}

export interface Wanted {
  /** Only documents in this language; else in all. */
  readonly language?: Language;
  readonly document_ids?: readonly string[];
  readonly limit: number;
}

/** From this chance on a question is answered. */
export const answerable = 0.5;

/** Passages taken into account for an answer. */
const considered = 8;
/** Characters of a question that are searched by; a longer one tells a story around it. */
const longestQuery = 2000;
/** A model that knows less of the words than this says nothing of the question. */
const leastKnown = 0.3;

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
    const query = { ...(await this.query(text)), limit: considered };
    const own = this.retrieved(tenant, await this.index.search(tenant, { ...query, language }));
    if (own.chance >= answerable) return own;
    const others = languages.filter((other) => other !== language);
    const foreign = others.map(async (other) => {
      const results = await this.index.search(tenant, { ...query, language: other, asked_in: language });
      const retrieved = this.retrieved(tenant, results);
      return retrieved.evidence[0] && carried(retrieved.evidence[0], results) ? retrieved : nothing;
    });
    return [own, ...(await Promise.all(foreign))].reduce((one, other) => (other.chance > one.chance ? other : one));
  }

  /**
   * Passages for a question together with the one before it, as long as they have something of the question itself, when
   * it says anything by itself.
   */
  async retrieveTogether(tenant: string, text: string, before: string, language: Language): Promise<Retrieved> {
    const query = { ...(await this.query(`${text}\n${before}`)), limit: considered };
    const results = await this.index.search(tenant, { ...query, language });
    const retrieved = this.retrieved(tenant, results);
    const [best] = retrieved.evidence;
    const own = results.query.tokens.map(({ start, stop, weak }) => !stop && !weak && start < text.length);
    if (!best || !own.includes(true)) return retrieved;
    const { title, heading, text: words } = this.cache.dissect(tenant, best.hit);
    const found = [title, heading, words].flatMap((part) => matches(results.query, part).filter((_, at) => own[at]));
    return found.some((match) => match > 0) ? retrieved : nothing;
  }

  /** The passages that a text finds, best first, each with its chance to carry an answer. */
  async find(tenant: string, text: string, wanted: Wanted): Promise<{ evidence: Evidence; chance: number }[]> {
    const { language, document_ids, limit } = wanted;
    const query = { ...(await this.query(text)), limit, ...(document_ids === undefined ? {} : { document_ids }) };
    const search = async (each: Language) => {
      const results = await this.index.search(tenant, { ...query, language: each });
      return this.weighed(tenant, results).map((evidence) => ({ evidence, chance: chanceOf(evidence, results) }));
    };
    if (language !== undefined) return search(language);
    const found = (await Promise.all(languages.map(search))).flat();
    return found.sort((one, other) => other.chance - one.chance).slice(0, limit);
  }

  private retrieved(tenant: string, results: PassageResults): Retrieved {
    const evidence = this.weighed(tenant, results);
    return { evidence, chance: evidence[0] ? chanceOf(evidence[0], results) : 0 };
  }

  private weighed(tenant: string, results: PassageResults): Evidence[] {
    return weigh(results, (hit) => this.cache.dissect(tenant, hit));
  }

  /** Without a vector where the model is away or knows too little: words still find. */
  private async query(whole: string): Promise<Pick<PassageQuery, 'text' | 'embedding'>> {
    const text = whole.slice(0, longestQuery);
    if (!this.embedder) return { text };
    const { model } = this.embedder;
    const [made] = await this.embedder.embed([text], 'query').catch(() => []);
    return made && made.knows > leastKnown ? { text, embedding: { model, ...made } } : { text };
  }
}

const nothing: Retrieved = { evidence: [], chance: 0 };
