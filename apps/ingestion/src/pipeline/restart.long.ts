import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DeleteDocument, newId, type IngestionJob, type JobState } from '@parley/contracts';
import { Company, Place, largeDocument } from '../service.fixture.js';

jest.setTimeout(120_000);

const entry = join(import.meta.dirname, '../../dist/main.js');

/** The service as a process of its own. */
class ServiceProcess {
  private readonly process: ChildProcess;

  constructor(place: Place) {
    place.signer.trustedBy('ingestion', place.state);
    this.process = spawn(process.execPath, [entry], { env: { ...process.env, ...place.variables }, stdio: 'ignore' });
  }

  /** Pid of its worker (Linux). */
  get worker(): number | undefined {
    const { pid } = this.process;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return children === '' ? undefined : Number(children.split(' ')[0]);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      this.process.once('exit', () => resolve());
      this.process.kill(signal);
    });
  }
}

const stages: readonly JobState[] = ['queued', 'parsing', 'chunking', 'embedding', 'indexing'];

describe('kill -9 (real: service process, worker process, broker, SQLite, passage index)', () => {
  let place: Place;
  let shop: Company;
  let service: ServiceProcess;

  beforeAll(async () => {
    place = await Place.make();
    shop = place.company();
    service = new ServiceProcess(place);
  });
  afterAll(async () => {
    await service.kill();
    await place.remove();
  });

  /** Hands in documents until one is seen at that stage, and calls `act` just then. */
  async function catchAt(stage: JobState, word: string, act: () => Promise<unknown>): Promise<IngestionJob> {
    for (let n = 0; n < 20; n++) {
      const job = await shop.ingest(`${word}${n}.md`, largeDocument(word, 300 + n));
      const seen = await shop.until(
        job.job_id,
        ({ status, finished_at }) => status === stage || finished_at !== undefined,
      );
      if (seen.status !== stage) continue;
      await act();
      return job;
    }
    throw new Error(`no job was seen ${stage}`);
  }

  const expectWhole = async (job: IngestionJob, word: string) => {
    const ended = await shop.ended(job);
    expect(ended.status).toBe('done');
    const chunks = await shop.chunks(job.document_id);
    expect(chunks).toHaveLength(ended.chunks_total);
    const indexed = await place.passages.passages(shop.tenant, job.document_id, 0, 10_000);
    expect(indexed.map(({ text }) => text)).toEqual(chunks.map(({ text }) => text));
    expect((await shop.document(job.document_id)).revision).toBe(1);
    expect((await place.found(shop, `${word}7 `)).length).toBeGreaterThan(0);
  };

  it.each(stages)('of the service while a document is %s loses nothing', async (stage) => {
    const word = `service${stage}`;
    const job = await catchAt(stage, word, () => service.kill());
    service = new ServiceProcess(place);
    await expectWhole(job, word);
  });

  it.each(stages.slice(1))('of the worker while a document is %s is made good', async (stage) => {
    const word = `worker${stage}`;
    const job = await catchAt(stage, word, async () => {
      const { worker } = service;
      if (worker !== undefined) process.kill(worker, 'SIGKILL');
    });
    await expectWhole(job, word);
  });

  it('of the service takes its worker along, though it is busy', async () => {
    let worker: number | undefined;
    await catchAt('parsing', 'orphan', async () => {
      worker = service.worker;
      await service.kill();
    });
    for (let waited = 0; worker !== undefined && existsSync(`/proc/${worker}/exe`) && waited < 10_000; waited += 50)
      await sleep(50);
    expect(existsSync(`/proc/${worker}/exe`)).toBe(false);
    service = new ServiceProcess(place);
  });

  it('of the service in the middle of a deletion leaves nothing to be found', async () => {
    const { document_id } = await shop.ingested(newId(), largeDocument('undead', 300));
    const deleting = shop.ask(DeleteDocument, { document_id }).catch(() => undefined);
    await sleep(8);
    await service.kill();
    service = new ServiceProcess(place);
    await deleting;
    const state = async () => {
      const present = await shop.document(document_id).then(
        () => true,
        () => false,
      );
      return { present, found: (await place.found(shop, 'undead')).length > 0 };
    };
    let seen = await state();
    for (let waited = 0; seen.found !== seen.present && waited < 20_000; waited += 100) {
      await sleep(100);
      seen = await state();
    }
    expect(seen.found).toBe(seen.present);
    await shop.ask(DeleteDocument, { document_id }).catch(() => undefined);
    expect(await place.found(shop, 'undead')).toEqual([]);
  });

  it('many times over a backlog: every document is there once, as it was accepted last', async () => {
    const names = Array.from({ length: 30 }, (_, n) => `backlog${n}`);
    const jobs: IngestionJob[] = [];
    for (const name of names) jobs.push(await shop.ingest(name, largeDocument(`${name}x`, 12)));
    for (let kills = 0; kills < 4; kills++) {
      await sleep(400 + 300 * kills);
      await service.kill();
      service = new ServiceProcess(place);
    }
    for (const job of jobs) expect((await shop.ended(job)).status).toBe('done');
    for (const [n, job] of jobs.entries()) {
      const indexed = await place.passages.passages(shop.tenant, job.document_id, 0, 100);
      expect(indexed.map(({ text }) => text.split(' ')[0])).toEqual(
        Array.from({ length: 12 }, (_, part) => `${names[n]}x${part}`),
      );
    }
  });
});
