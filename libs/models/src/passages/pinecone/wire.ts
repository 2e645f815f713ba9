import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { FleetError } from '@parley/contracts';
import { breaker, type Breaker } from '@parley/runtime';
import type { Index, PineconeRecord, QueryOptions, RecordMetadata } from '@pinecone-database/pinecone';

export type IndexRecord = PineconeRecord<RecordMetadata>;
export type Filter = { readonly [field: string]: object };

/** A question to the index: what of a record is compared. The SDK's types know no index of sparse vectors alone, its code does. */
export type Asked = { readonly sparseVector: { indices: number[]; values: number[] } } | { readonly vector: number[] };

export interface Near {
  readonly id: string;
  readonly score: number;
}

/** One try of a request, by what it is for, in milliseconds. */
const patience = { read: 2000, write: 10_000 };
/** Tries, and the first wait between them; each further one is twice as long, shortened by up to a half at random. */
const tries = { read: 3, write: 5 };
const firstWaitMs = 100;
/** Longest wait that the service may ask for. */
const longestWaitMs = 8000;
/** What a request holds: the service takes 2 MB, but as JSON it is written at once, and others wait for so long. */
const mostBytes = 400_000;
/** Ids of one fetch: they stand in its address, and values in its reply. */
const mostFetched = 20;
const mostDeleted = 1000;
/** How long what was written may take to be seen, in milliseconds; after it the document goes live all the same. */
const visibleWithinMs = 10_000;

/** What the SDK does not hand out: the number that a write got in the log, or up to which a reader has read it. */
interface Sequence {
  written?: number;
  read?: number;
}
const sequences = new AsyncLocalStorage<Sequence>();

/**
 * One index of Pinecone's, through its SDK, which repeats neither when it is told to wait nor when the connection broke,
 * and waits for a reply for ever: that is done here. Throws `fleet.unavailable` for whatever may be otherwise later.
 */
export class PineconeWire {
  private constructor(
    private readonly index: Index,
    private readonly guarded: Breaker,
  ) {}

  /** The SDK is loaded with the first index. `name` tells the indexes of a process apart. */
  static async open(name: string, host: string, apiKey: string): Promise<PineconeWire> {
    const { Pinecone } = await import('@pinecone-database/pinecone');
    const client = new Pinecone({ apiKey, fetchApi: patientFetch, maxRetries: 0 });
    return new PineconeWire(client.index({ host }), breaker(`pinecone ${name}`, { harmless: isOwnFault }));
  }

  /** The nearest, best first. */
  async nearest(namespace: string, asked: Asked, topK: number, filter: Filter): Promise<Near[]> {
    const of = this.index.namespace(namespace);
    const { matches } = await this.run(() => of.query({ ...asked, topK, filter } as QueryOptions));
    return matches.map(({ id, score = 0 }) => ({ id, score }));
  }

  async fetch(namespace: string, ids: readonly string[]): Promise<IndexRecord[]> {
    const of = this.index.namespace(namespace);
    const pages = pagesOf(ids, mostFetched).map((page) => this.run(() => of.fetch({ ids: page })));
    return (await Promise.all(pages)).flatMap(({ records }) => Object.values(records));
  }

  /** Stored when it resolves; seen by all once `visible` has resolved with what it gives. */
  async upsert(namespace: string, records: readonly IndexRecord[]): Promise<number> {
    const of = this.index.namespace(namespace);
    let last = 0;
    for (const batch of batchesOf(records)) {
      const sequence: Sequence = {};
      await nextTurn();
      await sequences.run(sequence, () => this.run(() => of.upsert({ records: batch })));
      last = Math.max(last, sequence.written ?? 0);
    }
    return last;
  }

  /** Waits until queries see a write, or for so long that they will soon. */
  async visible(namespace: string, written: number, asked: Asked): Promise<void> {
    const of = this.index.namespace(namespace);
    const until = Date.now() + visibleWithinMs;
    for (let wait = 50; written > 0 && Date.now() < until; wait = Math.min(wait * 1.5, 1000)) {
      const sequence: Sequence = {};
      await sequences.run(sequence, () => this.run(() => of.query({ ...asked, topK: 1 } as QueryOptions)));
      if (sequence.read === undefined || sequence.read >= written) return;
      await sleep(wait);
    }
  }

  /** A namespace comes with its first record: where there is none yet, there is nothing to delete. */
  async delete(namespace: string, ids: readonly string[]): Promise<void> {
    const of = this.index.namespace(namespace);
    for (const page of pagesOf(ids, mostDeleted))
      await this.run(() => of.deleteMany({ ids: page }).catch(unlessAbsent));
  }

  private async run<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await this.guarded(request);
    } catch (error) {
      if (error instanceof FleetError || isOwnFault(error)) throw error;
      throw new FleetError('fleet.unavailable', { index: 'pinecone' }, { cause: error });
    }
  }
}

/** Refused for what it asks: it would be refused again. A key that is not taken is the operator's to mend. */
const isOwnFault = (error: unknown): boolean =>
  ['PineconeBadRequestError', 'PineconeArgumentError'].includes((error as Error | undefined)?.name ?? '');

function unlessAbsent(error: unknown): void {
  if ((error as Error | undefined)?.name !== 'PineconeNotFoundError') throw error;
}

const mayRepeat = (status: number): boolean => status === 429 || status >= 500;

/** With a time-out for each try, and repeats. */
const patientFetch: typeof fetch = async (address, init) => {
  const url = String(address);
  const kind = /\/query$|\/vectors\/fetch|\/describe_index_stats/.test(url) ? 'read' : 'write';
  for (let tried = 1; ; tried++) {
    const last = tried === tries[kind];
    let asked: number | undefined;
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(patience[kind]) });
      if (last || !mayRepeat(response.status)) return noted(response);
      asked = Number(response.headers.get('retry-after')) * 1000 || undefined;
      await response.body?.cancel();
    } catch (error) {
      if (last) throw error;
    }
    const wait = firstWaitMs * 2 ** (tried - 1) * (1 - Math.random() / 2);
    await sleep(Math.min(asked ?? wait, kind === 'read' ? 1000 : longestWaitMs));
  }
};

function noted(response: Response): Response {
  const sequence = sequences.getStore();
  const numberIn = (header: string): number | undefined => {
    const value = response.headers.get(header);
    return value === null ? undefined : Number(value);
  };
  if (sequence) {
    const [written, read] = [numberIn('x-pinecone-request-lsn'), numberIn('x-pinecone-max-indexed-lsn')];
    if (written !== undefined) sequence.written = written;
    if (read !== undefined) sequence.read = read;
  }
  return response;
}

const pagesOf = <T>(all: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, page) => all.slice(page * most, (page + 1) * most));

/** Each within what a request holds. */
function batchesOf(records: readonly IndexRecord[]): IndexRecord[][] {
  const batches: IndexRecord[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    const size = mostBytesOf(record);
    if (bytes + size > mostBytes) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(record);
    bytes += size;
  }
  return batches;
}

/** As JSON, at most: an index has 10 digits and a value no more than 24 characters, each with its comma. */
function mostBytesOf({ id, metadata, values = [], sparseValues }: IndexRecord): number {
  const rest = Buffer.byteLength(JSON.stringify({ id, metadata, values: [], sparseValues: {} }));
  return rest + 50 + 25 * values.length + 36 * (sparseValues?.indices.length ?? 0);
}
