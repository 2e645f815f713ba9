import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId, type IngestionJob } from '@parley/contracts';
import type { TestService } from '@parley/testing';
import { Company, Place, largeDocument } from '../service.fixture.js';
import { DocumentWorker } from './document-worker.js';

jest.setTimeout(120_000);

const size = 500_000;
const fill = (text: string): string => text.repeat(Math.ceil(size / text.length)).slice(0, size);
const rows = (row: string, times: number): string => `${row.repeat(times)}|\n`;

/** Texts that cost a parser or a regular expression the square of their length, or a stack frame a character. */
const hostile: readonly (readonly [name: string, source: string])[] = [
  ['brackets', `x${fill('[')}`],
  ['links', fill('[a](')],
  ['pictures', `x${fill('![[]()')}`],
  ['emphasis', fill('**a _b ')],
  ['quotes in quotes', `${'>'.repeat(100_000)}a`],
  ['quotes over lines', fill(`${'> '.repeat(20)}a line in quotes\n`)],
  ['lists in lists', `${'- '.repeat(200_000)}a`],
  ['lists ever deeper', Array.from({ length: 980 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n')],
  ['a huge table', rows('|a', 50) + rows('|-', 50) + rows('|x', 50).repeat(4500)],
  ['a wide table', rows('|a', 120_000) + rows('|-', 120_000)],
  ['entities', fill('&amp;')],
  ['headings', fill('# a\n')],
  ['underlined headings', fill('a\n=\n')],
  ['fences', `a\n${fill('```\n')}`],
  ['line ends', `a${fill('\n')}b`],
  ['spaces', `a${fill(' ')}b`],
  ['one word', fill('a')],
  ['tags that never end', fill('<Card title="')],
  ['tags that never close', `${fill('<Card title="a">\n')}\ntext`],
  ['comments that never end', `a ${fill('<!--')}`],
  ['front matter without end', `---\ntitle: a${fill(' ')}b`],
  ['pages in pages', `<html>${fill('<div>')}a`],
  ['tables in tables', `<html>${fill('<table><tr><td>')}a`],
  ['bold in paragraphs', `<html>${fill('<b><p>')}a`],
  ['attributes', `<html><p ${Array.from({ length: 60_000 }, (_, n) => `a${n}`).join(' ')}>a`],
];

describe('hostile documents (real: broker, SQLite, passage index, worker process)', () => {
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

  it.each(hostile)('of %s end in text or in a refusal', async (name, source) => {
    const ended = await shop.ingested(name, source);
    if (ended.status === 'failed') expect(ended.error).toMatch(/^document\.(empty|too_complex)$/);
    else expect(ended).toMatchObject({ status: 'done', unchanged: false });
    expect(ended.chunks_total).toBeLessThanOrEqual(5000);
  });

  it('harm nobody', async () => {
    expect(await shop.ingested('fine.md', 'a fine day')).toMatchObject({ status: 'done' });
    expect(await place.found(shop, 'fine')).toEqual(['a fine day']);
  });
});

describe('a worker that ends (real: broker, SQLite, passage index, worker process)', () => {
  let place: Place;
  let service: TestService | undefined;
  let shop: Company;

  const workerPid = (): number | undefined => service!.app.get(DocumentWorker).pid;
  /** kill -9 as soon as the job is worked on, so many times. */
  const killOver = async ({ job_id }: IngestionJob, times: number): Promise<void> => {
    const killed = new Set<number>();
    while (killed.size < times) {
      const { status, finished_at } = await shop.job(job_id);
      if (finished_at !== undefined) return;
      const pid = workerPid();
      if (status === 'parsing' && pid !== undefined && !killed.has(pid)) {
        process.kill(pid, 'SIGKILL');
        killed.add(pid);
      }
      await sleep(2);
    }
  };

  beforeAll(async () => {
    place = await Place.make();
    shop = place.company();
  });
  afterEach(() => service?.stop());
  afterAll(() => place.remove());

  it('is replaced, and the document is read again', async () => {
    service = await place.start();
    const job = await shop.ingest('again.md', largeDocument('again'));
    await killOver(job, 1);
    expect(await shop.ended(job)).toMatchObject({ status: 'done', chunks_total: 700 });
  });

  it('three times over one document fails that document and no other', async () => {
    service = await place.start();
    const job = await shop.ingest('deadly.md', largeDocument('deadly', 800));
    await killOver(job, 3);
    expect(await shop.ended(job)).toMatchObject({ status: 'failed', error: 'document.unreadable' });
    expect(await shop.ingested('other.md', 'an ocelot')).toMatchObject({ status: 'done' });
    expect(await place.found(shop, 'deadly')).toEqual([]);
  });

  it('for want of memory fails the document', async () => {
    service = await place.start({ worker_memory_mb: 192 });
    const job = await shop.ingested('heavy.md', `x${fill('[')}`);
    expect(job).toMatchObject({ status: 'failed', error: 'document.too_complex' });
    expect(await shop.ingested('light.md', 'a lynx')).toMatchObject({ status: 'done' });
  });

  it('for want of time fails the document', async () => {
    service = await place.start({ worker_time_ms: 200 });
    const slow = Array.from({ length: 38_000 }, (_, n) => `- item ${n}\n`).join('');
    const job = await shop.ingested('slow.md', slow);
    expect(job).toMatchObject({ status: 'failed', error: 'document.too_complex' });
    service = (await service.stop(), await place.start());
    expect(await shop.ingested(newId(), 'a lynx')).toMatchObject({ status: 'done' });
  });
});
