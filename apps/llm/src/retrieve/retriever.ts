import { languages, type Language } from '@parley/contracts';
import type { PassageIndex, PassageQuery, PassageResults } from '@parley/models';
import { cited } from '../compose/beside.js';
import { carried, chanceOf } from '../evidence/chance.js';
import type { AskedWords } from '../evidence/match.js';
import { PassageCache } from '../evidence/passage-cache.js';
import type { Places } from '../evidence/places.js';
import { readAs } from '../evidence/slips.js';
import { tells } from '../evidence/telling.js';
import { weighAlso, type Evidence } from '../evidence/weigh.js';
import type { QuestionVectors } from './question-vectors.js';

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
export const considered = 20;
/** Characters of a question that are searched by; a longer one tells a story around it. */
const longestQuery = 2000;

export class Retriever {
  private readonly cache = new PassageCache();

  constructor(
    private readonly index: PassageIndex,
    private readonly vectors: QuestionVectors | undefined,
  ) {}

  /**
   * Passages for a question, in its own language; where these are thin, in others that names, numbers or borrowed words
   * carry it to. The likelier language wins.
   */
  async retrieve(tenant: string, text: string, language: Language): Promise<Retrieved> {
    const query = { ...(await this.query(text)), limit: considered };
    const own = await this.retrieved(tenant, await this.index.search(tenant, { ...query, language }));
    if (own.chance >= answerable) return own;
    const others = languages.filter((other) => other !== language);
    const foreign = others.map(async (other) => {
      const results = await this.index.search(tenant, { ...query, language: other, asked_in: language });
      const retrieved = await this.retrieved(tenant, results);
      const [best] = retrieved.evidence;
      return best && carried(best, results) ? retrieved : nothing;
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
    const retrieved = await this.retrieved(tenant, results);
    const [best] = retrieved.evidence;
    if (!best || !results.query.tokens.some(({ start, stop, weak }) => !stop && !weak && start < text.length))
      return retrieved;
    const { asked, places } = best;
    const found = asked.starts.some((start, word) => start < text.length && has(places, asked, word));
    return found ? retrieved : nothing;
  }

  /** The passages that a text finds, best first, each with its chance to carry an answer. */
  async find(tenant: string, text: string, wanted: Wanted): Promise<{ evidence: Evidence; chance: number }[]> {
    const { language, document_ids, limit } = wanted;
    const query = {
      ...(await this.query(text)),
      limit: Math.max(limit, considered),
      ...(document_ids === undefined ? {} : { document_ids }),
    };
    const search = async (each: Language) => {
      const results = await this.index.search(tenant, { ...query, language: each });
      const { found, evidence: all } = await this.weighed(tenant, results);
      return all.map((evidence) => ({ evidence, chance: chanceOf(evidence, all, found) }));
    };
    if (language !== undefined) return (await search(language)).slice(0, limit);
    const found = (await Promise.all(languages.map(search))).flat();
    return found.sort((one, other) => other.chance - one.chance).slice(0, limit);
  }

  /** With the first passages of the cited documents none of whose passages found has a word that its title does not say. */
  async withLeads(tenant: string, retrieved: Retrieved): Promise<Retrieved> {
    const { evidence } = retrieved;
    const untold = cited(evidence).filter((best) => {
      const { document_id } = best.hit.document;
      return !evidence.some(
        (each) => each.hit.document.document_id === document_id && (each.hit.passage.number === 0 || tells(each)),
      );
    });
    if (untold.length === 0) return retrieved;
    const leads = untold.map(async (best) => {
      const passage = await this.index.lead(tenant, best.hit.document);
      if (!passage) return [];
      const hit = { document: best.hit.document, passage, score: 0, words: 0 };
      const [dissected] = await this.cache.dissect(tenant, [hit]);
      return [weighAlso(hit, dissected!, best)];
    });
    return { ...retrieved, evidence: [...evidence, ...(await Promise.all(leads)).flat()] };
  }

  private async retrieved(tenant: string, results: PassageResults): Promise<Retrieved> {
    const { found, evidence } = await this.weighed(tenant, results);
    return { evidence, chance: evidence[0] ? chanceOf(evidence[0], evidence, found) : 0 };
  }

  private async weighed(
    tenant: string,
    results: PassageResults,
  ): Promise<{ found: PassageResults; evidence: Evidence[] }> {
    return readAs(results, await this.cache.dissect(tenant, results.hits));
  }

  private async query(whole: string): Promise<Pick<PassageQuery, 'text' | 'embedding'>> {
    const text = whole.slice(0, longestQuery);
    const embedding = await this.vectors?.of(text);
    return embedding ? { text, embedding } : { text };
  }
}

const has = (places: Places, { stems, keys, concepts }: AskedWords, word: number): boolean =>
  (places.partsOf(places.ofStem(stems[word]!, keys[word]!)) | places.partsOfConcepts(concepts[word]!)) !== 0;

const nothing: Retrieved = { evidence: [], chance: 0 };
