import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import {
  FleetError,
  IngestDocument,
  IngestUpload,
  ListChunks,
  PutUploadPiece,
  ReadDocument,
  ReadJob,
  largestPiece,
  newId,
  type Chunk,
  type DocumentDraft,
  type DocumentSummary,
  type IngestionJob,
  type RequestContract,
  type Role,
} from '@parley/contracts';
import type { Call, FleetConnection } from '@parley/messaging';
import { openPassageIndex, type PassageHit, type PassageIndex } from '@parley/models';
import { readSettings } from '@parley/runtime';
import {
  TokenSigner,
  connectAs,
  refusal,
  startBroker,
  startTestService,
  tempFolder,
  type Broker,
} from '@parley/testing';
import { AppModule } from './app.module.js';
import { ingestionSettings, type IngestionConfig } from './config.js';

/** How long a test waits for the end of a job, in milliseconds. */
const patience = 90_000;

export const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');

/** Some hundred sections, each with a word of its own: `needle<n>`. */
export const largeDocument = (word: string, sections = 700): string =>
  Array.from(
    { length: sections },
    (_, n) => `## Part ${n}\n\n${word}${n} is kept on shelf ${n}. ${'More words. '.repeat(40)}\n`,
  ).join('\n');

/** The owner of a company, who asks as the gateway does. */
export class Company {
  readonly tenant = newId();
  private readonly id = newId();

  constructor(
    private readonly signer: TokenSigner,
    private readonly gateway: FleetConnection,
    private readonly role: Role = 'owner',
  ) {}

  async call(idempotency_key?: string): Promise<Call> {
    const options = idempotency_key === undefined ? {} : { idempotency_key };
    return this.signer.call({ tenant: this.tenant, id: this.id, role: this.role }, options);
  }

  async ask<I extends object, O extends object>(contract: RequestContract<I, O>, input: I, key?: string): Promise<O> {
    return this.gateway.fleet.ask(contract, input, await this.call(key));
  }

  /** Asked again, with the same key, while the service is away. */
  ingest(
    name: string,
    content: string | Uint8Array,
    more: Partial<DocumentDraft> = {},
    key = newId(),
  ): Promise<IngestionJob> {
    return patiently(() => this.ask(IngestDocument, { name, content_base64: base64(content), ...more }, key));
  }

  /** Of any size, in pieces where it has to be. */
  async ingestLarge(name: string, file: Buffer): Promise<IngestionJob> {
    if (file.length <= largestPiece) return this.ingest(name, file);
    const upload_id = newId();
    for (let number = 0; number * largestPiece < file.length; number++) {
      const piece = file.subarray(number * largestPiece, (number + 1) * largestPiece);
      await this.ask(PutUploadPiece, { upload_id, number, content_base64: base64(piece) });
    }
    const sha256 = createHash('sha256').update(file).digest('hex');
    return this.ask(IngestUpload, { name, upload_id, bytes: file.length, sha256 }, newId());
  }

  /** How a file of any size ends, at once or with its job: `done`, or the code of a refusal. */
  async outcome(name: string, file: Buffer): Promise<string> {
    const asked = this.ingestLarge(name, file);
    const code = await refusal(asked);
    if (code !== 'answered') return code;
    const { error, status } = await this.ended(await asked);
    return error ?? status;
  }

  async ingested(name: string, content: string | Uint8Array, more: Partial<DocumentDraft> = {}): Promise<IngestionJob> {
    return this.ended(await this.ingest(name, content, more));
  }

  job = (job_id: string): Promise<IngestionJob> => this.ask(ReadJob, { job_id });

  document = (document_id: string): Promise<DocumentSummary> =>
    patiently(() => this.ask(ReadDocument, { document_id }));

  async chunks(document_id: string): Promise<Chunk[]> {
    const found: Chunk[] = [];
    for (let after: number | undefined; ;) {
      const page = await this.ask(ListChunks, { document_id, limit: 100, ...(after === undefined ? {} : { after }) });
      found.push(...page.items);
      if (page.next === undefined) return found;
      after = page.next;
    }
  }

  /** The job once it has ended. */
  ended = ({ job_id }: IngestionJob): Promise<IngestionJob> =>
    this.until(job_id, ({ finished_at }) => finished_at !== undefined);

  /** The job once it is so. */
  async until(job_id: string, so: (job: IngestionJob) => boolean): Promise<IngestionJob> {
    for (const end = Date.now() + patience; ;) {
      const job = await patiently(() => this.job(job_id));
      if (so(job)) return job;
      if (Date.now() > end) throw new Error(`the job is still ${job.status}`);
      await sleep(1);
    }
  }
}

/** Again and again while the service is away. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + patience; ;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > end || !(error instanceof FleetError && error.fault === 'transient')) throw error;
      await sleep(50);
    }
  }
}

/** What one test file shares: a real broker, keys, folders. */
export class Place {
  private constructor(
    readonly broker: Broker,
    readonly signer: TokenSigner,
    readonly gateway: FleetConnection,
    private readonly folder: { readonly path: string; remove(): void },
    readonly passages: PassageIndex,
  ) {}

  static async make(): Promise<Place> {
    const broker = await startBroker();
    const folder = tempFolder('ingestion');
    const passages = await openPassageIndex({ file: join(folder.path, 'passages.sqlite') });
    return new Place(broker, await TokenSigner.create(), connectAs('gateway', broker), folder, passages);
  }

  get state(): string {
    return this.folder.path;
  }

  /** Variables of a process that runs the service here. */
  get variables(): Record<string, string> {
    return {
      PARLEY_NATS_URL: this.broker.url,
      PARLEY_STATE: this.state,
      PARLEY_INDEX: join(this.state, 'passages.sqlite'),
      PARLEY_LOG_LEVEL: 'error',
    };
  }

  company(role: Role = 'owner'): Company {
    return new Company(this.signer, this.gateway, role);
  }

  /** The service in this process, its worker in one of its own. */
  async start(settings: Partial<IngestionConfig> = {}) {
    return startTestService<IngestionConfig>({
      ...{ name: 'ingestion', module: AppModule, broker: this.broker, signer: this.signer, state: this.state },
      config: () => ({ ...readSettings(this.variables, ingestionSettings), ...settings }),
    });
  }

  /** Texts with this word that are found in a company's documents. */
  async found(company: Company, word: string): Promise<string[]> {
    return (await this.passagesWith(company, word)).map(({ text }) => text);
  }

  async passagesWith({ tenant }: Company, word: string): Promise<PassageHit['passage'][]> {
    const { hits } = await this.passages.search(tenant, { text: word, language: 'en', limit: 50 });
    return hits.map(({ passage }) => passage).filter(({ text }) => text.includes(word));
  }

  async remove(): Promise<void> {
    this.passages.close();
    await this.gateway.close();
    await this.broker.stop();
    this.folder.remove();
  }
}
