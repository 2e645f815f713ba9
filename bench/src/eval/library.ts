import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry, IngestionJob, Language, PassageSearchResult } from '@parley/contracts';
import { type Api, type Company, signUpCompany } from '@parley/testing';

/** A document to be asked about. */
export interface Source {
  /** Its name in the evaluation. */
  readonly name: string;
  readonly content: string;
  readonly title?: string;
  readonly language?: Language;
  readonly content_type?: string;
}

/** The pages below a folder, by their names there. */
export async function pagesIn(folder: string, wanted = (_name: string): boolean => true): Promise<Source[]> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.mdx') && wanted(name));
  return Promise.all(files.map(async (name) => ({ name, content: await readFile(join(folder, name), 'utf8') })));
}

const atOnce = 6;
const lookEveryMs = 20;
const longestMs = 240_000;

/** A company whose documents are those of one evaluation, reached through the public API alone. */
export class Library {
  private readonly names = new Map<string, string>();

  private constructor(
    private readonly api: Api,
    private readonly company: Company,
  ) {}

  static async fill(api: Api, sources: readonly Source[]): Promise<Library> {
    const library = new Library(api, await signUpCompany(api));
    const waiting = [...sources];
    const take = async () => {
      for (let source = waiting.pop(); source; source = waiting.pop()) await library.ingest(source);
    };
    await Promise.all(Array.from({ length: atOnce }, take));
    return library;
  }

  /** Names of the documents that a search finds, best first, each once. */
  async search(query: string, top_k: number, language: Language): Promise<string[]> {
    const body = { query, top_k, language };
    const token = this.company.owner_token;
    const { items } = await this.api.data<PassageSearchResult>('POST', '/knowledge-base/search', { token, body });
    return [...new Set(items.map(({ document_id }) => this.nameOf(document_id)))];
  }

  /** What the bot answers a new visitor, and the names of the documents that it cites. */
  async ask(message: string): Promise<{ answer: Entry | undefined; cited: string[] }> {
    const body = { message };
    const { widget_key } = this.company;
    const { answer } = await this.api.data<{ answer?: Entry }>('POST', '/chat', { widget_key, body });
    const cited = (answer?.citations ?? []).map(({ document_id }) => this.nameOf(document_id));
    return { answer, cited: [...new Set(cited)] };
  }

  get tenant_id(): string {
    return this.company.tenant_id;
  }

  /** Of documents by their names. */
  idsOf(names: readonly string[]): string[] {
    return [...this.names].flatMap(([id, name]) => (names.includes(name) ? [id] : []));
  }

  private nameOf(document_id: string): string {
    return this.names.get(document_id) ?? document_id;
  }

  private async ingest({ name, ...rest }: Source): Promise<void> {
    const token = this.company.owner_token;
    const path = '/knowledge-base/documents/ingest';
    const job = await this.api.data<IngestionJob>('POST', path, { token, body: { name, ...rest } });
    this.names.set(job.document_id, name);
    for (const since = Date.now(); Date.now() - since < longestMs; await sleep(lookEveryMs)) {
      const { status, error } = await this.api.data<IngestionJob>('GET', `${path}/${job.job_id}/status`, { token });
      if (status === 'done') return;
      if (status === 'failed' || status === 'cancelled') throw new Error(`${name}: ${status} ${error ?? ''}`);
    }
    throw new Error(`${name} is not searchable after ${longestMs} ms`);
  }
}

/** Runs one asynchronous step after the other for each item, several items at the same time, in the order of the items. */
export async function forEach<T, R>(items: readonly T[], step: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const run = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await step(items[at]!);
  };
  await Promise.all(Array.from({ length: atOnce }, run));
  return results;
}
