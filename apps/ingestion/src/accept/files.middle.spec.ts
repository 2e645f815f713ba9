import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeleteDocument } from '@parley/contracts';
import { type TestService, refusal } from '@parley/testing';
import { docxOf, p, table } from '../docx.fixture.js';
import { Versions } from '../document/version.store.js';
import { Files } from '../file/files.js';
import { pdfOf } from '../pdf.fixture.js';
import { Company, Place } from '../service.fixture.js';

const handbook = (animal: string, options = {}) =>
  pdfOf(
    [
      [{ heading: 'Deliveries' }, { text: 'We deliver sofas everywhere.' }],
      [{ text: `The ${animal} is delivered in a box.` }, { heading: 'Fees' }, { text: 'It costs ten lira.' }],
      [],
    ],
    options,
  );

describe('files of a company (real: broker, SQLite, passage index, worker process, parsers)', () => {
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

  /** Number of pieces that are kept of the file of a version. */
  const piecesOf = async (job_id: string): Promise<number> => {
    const version = await service.app.get(Versions).get(shop.tenant, job_id);
    if (!version || !('file' in version.given)) return 0;
    let pieces = 0;
    for await (const _ of service.app.get(Files).read(shop.tenant, version.given.file)) pieces++;
    return pieces;
  };

  it('are found by what is on their pages, and cited with the page', async () => {
    const job = await shop.ingested('handbook.pdf', await handbook('wombat'), { content_type: 'text/plain' });
    expect(job).toMatchObject({ status: 'done', pages_total: 3, pages_done: 3, pages_failed: 1, chunks_total: 3 });
    expect(job.page_errors).toEqual([{ page: 3, error: 'no_text' }]);
    expect(await shop.document(job.document_id)).toMatchObject({
      content_type: 'application/pdf',
      title: 'Deliveries',
    });
    const chunks = await shop.chunks(job.document_id);
    expect(chunks.map(({ page, heading, text }) => [page, heading, text])).toEqual([
      [1, '', 'We deliver sofas everywhere.'],
      [2, '', 'The wombat is delivered in a box.'],
      [2, 'Fees', 'It costs ten lira.'],
    ]);
    expect(await place.passagesWith(shop, 'wombat')).toEqual([
      expect.objectContaining({ page: 2, start: chunks[1]!.start, end: chunks[1]!.end }),
    ]);
  });

  it('are not touched by what is live already, and leave nothing behind when they change or go', async () => {
    const bytes = await handbook('numbat');
    const first = await shop.ingested('changes.pdf', bytes);
    expect(await shop.ingest('changes.pdf', bytes)).toMatchObject({ status: 'done', unchanged: true });
    expect(await piecesOf(first.job_id)).toBe(1);
    const second = await shop.ingested('changes.pdf', await handbook('bandicoot'));
    expect(await place.found(shop, 'numbat')).toEqual([]);
    while ((await piecesOf(first.job_id)) > 0) await sleep(5);
    expect(await piecesOf(second.job_id)).toBe(1);
    await shop.ask(DeleteDocument, { document_id: second.document_id });
    expect([await place.found(shop, 'bandicoot'), await piecesOf(second.job_id)]).toEqual([[], 0]);
  });

  it('open with a password, which is forgotten', async () => {
    const locked = await handbook('kiwi', { password: 'open sesame' });
    expect(await shop.ingested('locked.pdf', locked)).toMatchObject({ status: 'failed', error: 'document.encrypted' });
    const job = await shop.ingested('locked.pdf', locked, { password: 'open sesame' });
    expect(job).toMatchObject({ status: 'done' });
    expect(await place.found(shop, 'kiwi')).toHaveLength(1);
    const version = await service.app.get(Versions).get(shop.tenant, job.job_id);
    expect(JSON.stringify(version)).not.toContain('sesame');
  });

  it('may be DOCX', async () => {
    const body = `${p('Returns', 'Title')}${p('An emu may be returned.')}${table([
      ['Animal', 'Days'],
      ['Emu', '14'],
    ])}`;
    const job = await shop.ingested('returns', await docxOf(body));
    expect(job).toMatchObject({ status: 'done' });
    expect(job.pages_total).toBeUndefined();
    expect(await place.found(shop, 'Emu')).toEqual(['An emu may be returned.\n\nAnimal | Days\nEmu | 14']);
  });

  it('keep a long text in pieces, and quote it all the same', async () => {
    const said = (n: number) => p(`Sentence ${n} of the book speaks of parcels and of boxes and vans.`);
    const body = Array.from({ length: 9000 }, (_, n) => said(n)).join('');
    const job = await shop.ingested('book.docx', await docxOf(body));
    expect(job).toMatchObject({ status: 'done' });
    const version = (await service.app.get(Versions).get(shop.tenant, job.job_id))!;
    expect(version).toMatchObject({ text_in_file: true });
    const chunks = await shop.chunks(job.document_id);
    expect(chunks.at(-1)!.text).toMatch(/Sentence 8999 of the book speaks of parcels and of boxes and vans\.$/);
    expect(chunks.every(({ text, start, end }) => text.length === end - start && /^Sentence \d+ of/.test(text))).toBe(
      true,
    );
  });

  it('are refused where they are none that is read here', async () => {
    expect(await refusal(shop.ingest('old.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex')))).toBe(
      'document.type_unsupported',
    );
    expect(await shop.ingested('broken.pdf', '%PDF-1.7 broken')).toMatchObject({ error: 'document.unreadable' });
  });
});
