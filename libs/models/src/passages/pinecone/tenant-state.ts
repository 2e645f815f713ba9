import type { Language } from '@parley/contracts';
import { fields, type Field } from '../../words/terms.js';
import { inverseFrequency, normOf } from '../bm25.js';
import type { DocumentFacts } from '../port.js';
import type { CatalogueEntry } from './catalogue.js';
import { termsFromText, type Contribution } from './contribution.js';
import { dimensionOf } from './sparse.js';

interface Live {
  readonly facts: DocumentFacts;
  readonly contribution: Contribution;
}

/** The figures of one language of a tenant. */
export class Partition {
  passages = 0;
  private readonly lengths: Record<Field, number> = { stem: 0, gram: 0, concept: 0 };
  private readonly having = new Map<number, number>();

  /** Terms known, for how much is kept. */
  get terms(): number {
    return this.having.size;
  }

  /** `sign` -1 takes away what was added. */
  add({ passages, lengths, terms }: Contribution, sign: 1 | -1): void {
    this.passages += sign * passages;
    for (const field of fields) this.lengths[field] += sign * lengths[field];
    for (let at = 0; at < terms.length; at += 2) {
      const dimension = terms[at]!;
      const now = (this.having.get(dimension) ?? 0) + sign * terms[at + 1]!;
      if (now > 0) this.having.set(dimension, now);
      else this.having.delete(dimension);
    }
  }

  has(dimension: number): boolean {
    return this.having.has(dimension);
  }

  /** 1 of a term that no passage has, 0 of one that all have. */
  rarity(term: string): number {
    const having = this.having.get(dimensionOf(term)) ?? 0;
    return inverseFrequency(having, this.passages) / inverseFrequency(0, this.passages);
  }

  norm(field: Field, length: number): number {
    return normOf(length, this.lengths[field] / Math.max(this.passages, 1));
  }
}

/** What is live of one tenant, up to a revision. */
export class TenantState {
  revision = 0;
  private readonly live = new Map<string, Live>();
  private readonly partitions = new Map<Language, Partition>();
  private bytes = 0;

  /** Bytes kept, roughly. */
  get size(): number {
    let size = this.bytes;
    for (const { terms } of this.partitions.values()) size += 40 * terms;
    return size;
  }

  get documents(): number {
    return this.live.size;
  }

  get passages(): number {
    let sum = 0;
    for (const { passages } of this.partitions.values()) sum += passages;
    return sum;
  }

  partition(language: Language): Partition | undefined {
    return this.partitions.get(language);
  }

  /** Of the document, when this version of it is live and has that passage. */
  factsOf(document_id: string, revision: number, number: number): DocumentFacts | undefined {
    const live = this.live.get(document_id);
    return live?.facts.revision === revision && number < live.contribution.passages ? live.facts : undefined;
  }

  apply(entry: CatalogueEntry): void {
    const before = this.live.get(entry.id);
    if (before) this.change(before, -1);
    if (!entry.live) {
      this.live.delete(entry.id);
      return;
    }
    const { id: document_id, revision, title, url, language, passages, lengths, terms } = entry;
    const facts = { document_id, revision, title, ...(url === undefined ? {} : { url }), language };
    const now = { facts, contribution: { language, passages, lengths, terms: termsFromText(terms) } };
    this.live.set(document_id, now);
    this.change(now, 1);
  }

  private change({ contribution }: Live, sign: 1 | -1): void {
    const { language, terms } = contribution;
    const partition = this.partitions.get(language) ?? new Partition();
    this.partitions.set(language, partition);
    partition.add(contribution, sign);
    this.bytes += sign * (terms.byteLength + 500);
  }
}
