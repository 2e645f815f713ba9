import { setTimeout as sleep } from 'node:timers/promises';
import { newId, type IngestionJob } from '@parley/contracts';
import type { Api, Company } from '@parley/testing';
import { smallPdf } from '../files/small-pdf.js';
import { insist } from '../faults/insist.js';

const INGEST = '/knowledge-base/documents/ingest';
/** Some files come in several pieces, of 512 kB at most. */
const largeBytes = 1_300_000;
const patience_ms = 60_000;

/** One who brings files in while the fleet is hurt, and takes every other one out again. */
export class Librarian {
  /** Words that must be found, by document, and those that must not. */
  readonly kept = new Map<string, string>();
  readonly deleted = new Map<string, string>();

  constructor(
    private readonly api: Api,
    private readonly company: Company,
  ) {}

  /** One file to its end. Sent again under one key until somebody has taken it. */
  async bring(number: number): Promise<void> {
    const word = `quokka${newId().replaceAll('-', '').slice(-10)}`;
    const file = smallPdf([`The ${word} opens at ${number}.`], number % 3 === 0 ? largeBytes : 0);
    const { job_id, document_id } = await this.upload(file, `${word}.pdf`);
    const job = await this.ended(job_id);
    if (job.status !== 'done') throw new Error(`${word}: ${job.status} ${job.error}`);
    if (number % 2 === 0) {
      this.kept.set(document_id, word);
      return;
    }
    await this.remove(document_id);
    this.deleted.set(document_id, word);
    const hits = await this.documentsWith(word);
    if (hits.includes(document_id)) throw new Error(`${word} is found after its deletion`);
  }

  async removeAll(): Promise<void> {
    for (const document_id of this.kept.keys()) await this.remove(document_id);
  }

  /** Documents in which a word is found. */
  async documentsWith(word: string): Promise<string[]> {
    const { owner_token: token } = this.company;
    const search = () =>
      this.api.data<{ items: { document_id: string }[] }>('POST', '/knowledge-base/search', {
        ...{ token, body: { query: word, top_k: 20 } },
      });
    const { items } = await insist(search, patience_ms);
    return items.map(({ document_id }) => document_id);
  }

  private upload(file: Buffer<ArrayBuffer>, name: string): Promise<IngestionJob> {
    const headers = { authorization: `Bearer ${this.company.owner_token}`, 'idempotency-key': newId() };
    const send = async () => {
      const body = new FormData();
      body.append('name', name);
      body.append('file', new File([file], name, { type: 'application/pdf' }));
      const reply = await fetch(`${this.api.url}/api/v1${INGEST}`, {
        ...{ method: 'POST', headers, body, signal: AbortSignal.timeout(15_000) },
      });
      if (reply.status !== 202) throw new Error(`upload: ${reply.status} ${await reply.text()}`);
      return ((await reply.json()) as { data: IngestionJob }).data;
    };
    return insist(send, patience_ms);
  }

  private async ended(job_id: string): Promise<IngestionJob> {
    const { owner_token: token } = this.company;
    for (const end = Date.now() + patience_ms; Date.now() < end; await sleep(100)) {
      const read = () => this.api.data<IngestionJob>('GET', `${INGEST}/${job_id}/status`, { token });
      const job = await insist(read, patience_ms);
      if (job.finished_at !== undefined) return job;
    }
    throw new Error(`job ${job_id} does not end`);
  }

  /** A repeat that finds nothing was done before. */
  private async remove(document_id: string): Promise<void> {
    const { owner_token: token } = this.company;
    const remove = async () => {
      const { status, error } = await this.api.ask('DELETE', `/knowledge-base/documents/${document_id}`, { token });
      if (status !== 200 && status !== 404) throw new Error(`deletion: ${status} ${error?.code}`);
    };
    await insist(remove, patience_ms);
  }
}
