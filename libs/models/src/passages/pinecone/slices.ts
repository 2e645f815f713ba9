import { termsOf } from '../passage-terms.js';
import type { IndexedDocument } from '../port.js';
import type { ContributionSum } from './contribution.js';
import { meaningRecord, wordsRecord } from './records.js';
import { turns } from '../turns.js';
import type { IndexRecord, PineconeWire } from './wire.js';

/** Passages whose records are made and sent together. */
const size = 50;

/** Records of some passages. */
export interface Slice {
  readonly words: readonly IndexRecord[];
  /** None of a document without vectors. */
  readonly meaning: readonly IndexRecord[];
}

/** Each made when it is asked for, others having their turn meanwhile; `contribution` then has its passages, too. */
export async function* slicesOf(
  document: IndexedDocument,
  contribution: ContributionSum,
  signal: AbortSignal | undefined,
): AsyncGenerator<Slice, void> {
  const { passages, title, language, embedding } = document;
  const turn = turns();
  for (let from = 0; from < passages.length; from += size) {
    signal?.throwIfAborted();
    const words: IndexRecord[] = [];
    const meaning: IndexRecord[] = [];
    for (const [at, passage] of passages.slice(from, from + size).entries()) {
      const terms = termsOf(passage, title, language);
      contribution.add(terms);
      words.push(wordsRecord(document, passage, terms));
      const vector = embedding?.vectors[from + at];
      if (embedding && vector) meaning.push(meaningRecord(document, passage.number, embedding.model, vector));
      await turn();
    }
    yield { words, meaning };
  }
}

/** What one index is told of a document. */
export class Writing {
  private first: IndexRecord | undefined;
  private last = 0;

  constructor(
    private readonly wire: PineconeWire,
    private readonly tenant: string,
  ) {}

  async add(records: readonly IndexRecord[]): Promise<void> {
    this.first ??= records[0];
    this.last = Math.max(this.last, await this.wire.upsert(this.tenant, records));
  }

  /** Resolves once queries see all that was added. */
  async seen(): Promise<void> {
    if (!this.first) return;
    const { values, sparseValues } = this.first;
    await this.wire.visible(this.tenant, this.last, values ? { vector: values } : { sparseVector: sparseValues! });
  }
}
