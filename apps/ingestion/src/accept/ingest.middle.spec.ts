import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CancelJob,
  DeleteDocument,
  IngestDocument,
  ListChunks,
  ListDocuments,
  ReadDocument,
  ReadJob,
  largestPiece,
  newId,
} from '@parley/contracts';
import { Clock } from '@parley/runtime';
import { type TestService, refusal } from '@parley/testing';
import { Versions } from '../document/version.store.js';
import { Company, Place, base64, largeDocument } from '../service.fixture.js';

const article = '# Returns\n\nWe take goods back.\n\n## Deadline\n\nYou have fourteen days for it.\n';

describe('documents of a company (real: broker, SQLite, passage index, worker process)', () => {
  let place: Place;
  let service: TestService;
  let shop: Company;

  beforeAll(async () => {
    place = await Place.make();
    service = await place.start();
    shop = place.company();
  });
  afterAll(async () => {
    await service.stop();
    await place.remove();
  });

  it('are searchable once their job is done, and cited by their own words', async () => {
    const queued = await shop.ingest('returns.md', article, { source_url: 'https://shop.example/returns' });
    expect(queued).toMatchObject({ status: 'queued', percentage: 0, unchanged: false });
    const done = await shop.ended(queued);
    expect(done).toMatchObject({ status: 'done', percentage: 100, chunks_total: 2, chunks_done: 2, unchanged: false });
    expect(await shop.document(done.document_id)).toMatchObject({
      ...{ name: 'returns.md', title: 'Returns', language: 'en', content_type: 'text/markdown' },
      ...{ source_url: 'https://shop.example/returns', bytes: article.length, chunks: 2, revision: 1 },
    });
    const chunks = await shop.chunks(done.document_id);
    expect(chunks.map(({ number, heading }) => [number, heading])).toEqual([
      [0, ''],
      [1, 'Deadline'],
    ]);
    for (const { text, start, end } of chunks) expect(text).toBe(article.slice(start, end));
    expect(await place.found(shop, 'fourteen days')).toEqual(['You have fourteen days for it.']);
  });

  it('are not touched by what is live already', async () => {
    const first = await shop.ingested('same.md', article);
    const again = await shop.ingest('same.md', article);
    expect(again).toMatchObject({ status: 'done', unchanged: true, percentage: 100, document_id: first.document_id });
    expect(again.job_id).not.toBe(first.job_id);
    expect((await shop.document(first.document_id)).revision).toBe(1);
    const titled = await shop.ingested('same.md', article, { title: 'Other title' });
    expect(titled.unchanged).toBe(false);
    expect(await shop.document(first.document_id)).toMatchObject({ revision: 2, title: 'Other title' });
  });

  it('change in one step: what a version no longer says is not found', async () => {
    const first = await shop.ingested('fees.md', '# Fees\n\nA sofa costs zebra lira.\n\n## Islands\n\nWe sail there.');
    const second = await shop.ingested('fees.md', '# Fees\n\nA sofa costs giraffe lira.');
    expect(second.document_id).toBe(first.document_id);
    expect(await place.found(shop, 'zebra')).toEqual([]);
    expect(await place.found(shop, 'giraffe')).toEqual(['A sofa costs giraffe lira.']);
    expect(await shop.document(first.document_id)).toMatchObject({ revision: 2, chunks: 1 });
  });

  it('end with the version accepted last, whole, when many come at once', async () => {
    const drafts = Array.from({ length: 12 }, (_, n) => largeDocument(`racer${n}x`, 20));
    const jobs = await Promise.all(drafts.map((text) => shop.ingest('race.md', text)));
    const ended = await Promise.all(jobs.map((job) => shop.ended(job)));
    expect(new Set(ended.map(({ document_id }) => document_id)).size).toBe(1);
    expect(ended.every(({ status }) => status === 'done')).toBe(true);
    const document = await shop.document(ended[0]!.document_id);
    expect(document.revision).toBe(12);
    const versions = service.app.get(Versions);
    const kept = await Promise.all(ended.map(({ job_id }) => versions.get(shop.tenant, job_id)));
    const last = kept.find((version) => version?.revision === 12)?.given as { source: string };
    const chunks = await shop.chunks(document.id);
    expect(chunks.map(({ text }) => last.source.includes(text))).toEqual(Array(20).fill(true));
    const found = await Promise.all(drafts.map((_, n) => place.found(shop, `racer${n}x`)));
    expect(found.filter((texts) => texts.length > 0)).toEqual([expect.arrayContaining(chunks.map(({ text }) => text))]);
  });

  it('go live in another version although an earlier one is still on its way', async () => {
    await shop.ingested('back.md', 'alpha wombat');
    const [forth, back] = [await shop.ingest('back.md', 'beta wombat'), await shop.ingest('back.md', 'alpha wombat')];
    expect(back.unchanged).toBe(false);
    await Promise.all([shop.ended(forth), shop.ended(back)]);
    expect(await place.found(shop, 'wombat')).toEqual(['alpha wombat']);
  });

  it('are made once for one key', async () => {
    const key = newId();
    const jobs = await Promise.all(Array.from({ length: 20 }, () => shop.ingest('once.md', article, {}, key)));
    expect(new Set(jobs.map(({ job_id }) => job_id)).size).toBe(1);
    await shop.ended(jobs[0]!);
    expect(await shop.ingest('once.md', article, {}, key)).toEqual(jobs[0]);
    expect(await refusal(shop.ingest('once.md', `${article} more`, {}, key))).toBe('idempotency.key_reused');
    expect(await refusal(shop.ingest('other.md', article, {}, key))).toBe('idempotency.key_reused');
    expect((await shop.ingest('once.md', article)).unchanged).toBe(true);
  });

  it('are gone at once when deleted, and their name is free', async () => {
    const { document_id } = await shop.ingested('gone.md', '# Gone\n\nA platypus lives here.');
    const call = await shop.call();
    const remove = () => place.gateway.fleet.ask(DeleteDocument, { document_id }, call);
    expect(await remove()).toEqual({ document_id, deleted: true });
    expect(await place.found(shop, 'platypus')).toEqual([]);
    expect(await remove()).toEqual({ document_id, deleted: true });
    expect(await refusal(shop.ask(DeleteDocument, { document_id }))).toBe('document.not_found');
    expect(await refusal(shop.document(document_id))).toBe('document.not_found');
    expect(await refusal(shop.chunks(document_id))).toBe('document.not_found');
    const again = await shop.ingested('gone.md', '# Gone\n\nA platypus lives here.');
    expect(again).toMatchObject({ status: 'done', unchanged: false });
    expect(again.document_id).not.toBe(document_id);
    expect(await place.found(shop, 'platypus')).toEqual(['A platypus lives here.']);
  });

  it.each(['parsing', 'indexing'] as const)('stay deleted when a job is %s', async (stage) => {
    const first = await shop.ingested('wins.md', 'a quokka');
    const job = await shop.ingest('wins.md', largeDocument('quokka'));
    await shop.until(job.job_id, ({ status, finished_at }) => status === stage || finished_at !== undefined);
    await shop.ask(DeleteDocument, { document_id: first.document_id });
    expect(await place.found(shop, 'quokka')).toEqual([]);
    expect((await shop.ended(job)).status).toBe('cancelled');
    const after = await shop.ingested('after.md', 'nothing of that kind');
    expect(await place.found(shop, 'quokka')).toEqual([]);
    await shop.ask(DeleteDocument, { document_id: after.document_id });
  });

  it('can be called off until they are indexed', async () => {
    const busy = await shop.ingest('busy.md', largeDocument('busy'));
    const waiting = await shop.ingest('waiting.md', 'a narwhal');
    await shop.until(busy.job_id, ({ status }) => status === 'parsing');
    for (const { job_id } of [waiting, busy]) {
      const cancelled = await shop.ask(CancelJob, { job_id });
      expect(cancelled.status).toBe('cancelled');
      expect(await shop.ask(CancelJob, { job_id })).toEqual(cancelled);
    }
    expect(await refusal(shop.document(waiting.document_id))).toBe('document.not_found');
    const done = await shop.ingested('later.md', 'an axolotl');
    expect((await shop.ask(CancelJob, { job_id: done.job_id })).status).toBe('done');
    expect(await place.found(shop, 'axolotl')).toEqual(['an axolotl']);
    expect([...(await place.found(shop, 'narwhal')), ...(await place.found(shop, 'busy'))]).toEqual([]);
  });

  it('keep the live version when a later one comes to nothing', async () => {
    const { document_id } = await shop.ingested('keeps.md', 'a capybara');
    const failed = await shop.ingested('keeps.md', '<!-- no text at all -->');
    expect(failed).toMatchObject({ status: 'failed', error: 'document.empty' });
    expect(failed.error_message).toBeTruthy();
    expect(await place.found(shop, 'capybara')).toEqual(['a capybara']);
    expect(await shop.document(document_id)).toMatchObject({ revision: 1 });
  });

  it('are refused with a reason', async () => {
    const ingest = (content: string | Buffer) =>
      refusal(
        shop.ask(IngestDocument, { name: 'bad', content_base64: Buffer.from(content).toString('base64') }, newId()),
      );
    expect(await ingest('')).toBe('document.empty');
    expect(await ingest(' \n')).toBe('document.empty');
    expect(await ingest('a'.repeat(largestPiece + 1))).toBe('document.too_large');
    expect(await ingest('GIF89a')).toBe('document.type_unsupported');
    expect(await ingest(Buffer.from([0x61, 0xff, 0x62]))).toBe('document.unreadable');
    expect(await refusal(shop.ask(IngestDocument, { name: '', content_base64: base64('a') }))).toBe('request.invalid');
    for (const source_url of ['javascript:alert(1)', '/help', 'ftp://shop.example/a'])
      expect(await refusal(shop.ingest('bad', article, { source_url }))).toBe('request.invalid');
    const { items } = await shop.ask(ListDocuments, { limit: 100 });
    expect(items.filter(({ name }) => name === 'bad')).toEqual([]);
  });

  it('belong to one company, and not to its customers', async () => {
    const job = await shop.ingested('mine.md', 'a tapir');
    const other = place.company();
    const { document_id } = job;
    for (const asked of [other.ask(ReadJob, job), other.ask(CancelJob, job)])
      expect(await refusal(asked)).toBe('job.not_found');
    for (const asked of [
      other.ask(ReadDocument, { document_id }),
      other.ask(DeleteDocument, { document_id }),
      other.ask(ListChunks, { document_id, limit: 1 }),
    ])
      expect(await refusal(asked)).toBe('document.not_found');
    expect((await other.ask(ListDocuments, { limit: 100 })).items).toEqual([]);
    expect(await refusal(place.company('customer').ingest('a', 'b'))).toBe('auth.forbidden');
    expect(await refusal(place.company('agent').ingest('a', 'b'))).toBe('auth.forbidden');
  });

  it('are listed page by page', async () => {
    const library = place.company();
    const names = Array.from({ length: 7 }, (_, n) => `book ${n}`);
    for (const name of names) await library.ingested(name, `about ${name}`);
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await library.ask(ListDocuments, { limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map(({ name }) => name));
      if (page.cursor === undefined) break;
      cursor = page.cursor;
    }
    expect(seen).toEqual(names);
    expect(await refusal(library.ask(ListDocuments, { limit: 3, cursor: 'zzz' }))).toBe('request.invalid');
  });

  it('are worked off by two services on one store, each job by one of them', async () => {
    const second = await place.start();
    try {
      const library = place.company();
      const names = Array.from({ length: 24 }, (_, n) => `shared${n % 12}`);
      const jobs = await Promise.all(names.map((name, n) => library.ingest(name, largeDocument(`${name}n${n}x`, 6))));
      const ended = await Promise.all(jobs.map((job) => library.ended(job)));
      const { items } = await library.ask(ListDocuments, { limit: 100 });
      expect(items).toHaveLength(12);
      for (const { id, revision } of items) {
        expect(revision).toBe(2);
        const chunks = await library.chunks(id);
        const indexed = await place.passages.passages(library.tenant, id, 0, 100);
        expect(indexed.map(({ text }) => text)).toEqual(chunks.map(({ text }) => text));
        expect(new Set(chunks.map(({ text }) => text.split('x')[0])).size).toBe(1);
      }
      expect(ended.filter(({ status }) => status !== 'done' && status !== 'cancelled')).toEqual([]);
    } finally {
      await second.stop();
    }
  });

  it('leave no trace of their jobs after seven days', async () => {
    const key = newId();
    const job = await shop.ended(await shop.ingest('old.md', 'an old okapi', {}, key));
    const clock = service.app.get(Clock);
    const before = clock.now.bind(clock);
    clock.now = () => before() + 7 * 24 * 3600 * 1000 + 1000;
    while ((await refusal(shop.job(job.job_id))) === 'answered') await sleep(200);
    expect(await refusal(shop.job(job.job_id))).toBe('job.not_found');
    expect(await shop.ingest('old.md', 'an old okapi', {}, key)).toMatchObject({ status: 'done', unchanged: true });
    expect(await place.found(shop, 'okapi')).toEqual(['an old okapi']);
    clock.now = before;
  });
});
