import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AbandonUpload,
  IngestUpload,
  PutUploadPiece,
  largestDocument,
  largestPiece,
  newId,
  type DocumentLabels,
} from '@parley/contracts';
import { Clock } from '@parley/runtime';
import { type TestService, refusal } from '@parley/testing';
import { Files } from '../file/files.js';
import { Company, Place, base64 } from '../service.fixture.js';
import { UploadStore } from './upload.store.js';

/** Few words in many bytes: what is tested is their way, not their cutting. */
const bookOf = (word: string, bytes: number): Buffer =>
  Buffer.from(`# Book\n\nThe ${word} is here.\n\n`.padEnd(bytes - 20, '\n') + `\nThe end of ${word}.`.padStart(20));

const piecesOf = (file: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(file.length / largestPiece) }, (_, n) =>
    file.subarray(n * largestPiece, (n + 1) * largestPiece),
  );

describe('uploads in pieces (real: broker, SQLite, passage index, worker process)', () => {
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

  const put = (upload_id: string, number: number, piece: Uint8Array, company = shop) =>
    company.ask(PutUploadPiece, { upload_id, number, content_base64: base64(piece) });

  const end = (
    upload_id: string,
    file: Buffer,
    labels: Partial<DocumentLabels> = {},
    key = newId(),
    company = shop,
  ) => {
    const sha256 = createHash('sha256').update(file).digest('hex');
    return company.ask(IngestUpload, { name: 'book.md', upload_id, bytes: file.length, sha256, ...labels }, key);
  };

  async function uploaded(file: Buffer): Promise<string> {
    const upload_id = newId();
    for (const [number, piece] of piecesOf(file).entries()) await put(upload_id, number, piece);
    return upload_id;
  }

  /** Pieces and records that are left of an upload. */
  async function left(upload_id: string): Promise<number> {
    let pieces = (await service.app.get(UploadStore).get(shop.tenant, upload_id)) ? 1 : 0;
    for await (const _ of service.app.get(Files).read(shop.tenant, upload_id)) pieces++;
    return pieces;
  }

  it('bring a large document whole', async () => {
    const file = bookOf('wombat', 8 * largestPiece + 3);
    const upload_id = await uploaded(file);
    const job = await shop.ended(await end(upload_id, file));
    expect(job).toMatchObject({ status: 'done' });
    expect(await shop.document(job.document_id)).toMatchObject({
      bytes: file.length,
      content_type: 'text/markdown',
    });
    const chunks = await shop.chunks(job.document_id);
    expect(chunks.at(-1)!.text).toBe('The end of wombat.');
    expect(chunks.at(-1)!.end).toBe(file.length);
    expect(await left(upload_id)).toBe(piecesOf(file).length);
  });

  it('are acknowledged piece by piece; repeats and other processes change nothing', async () => {
    const second = await place.start();
    try {
      const file = bookOf('numbat', 3 * largestPiece + 5);
      const upload_id = newId();
      for (const [number, piece] of piecesOf(file).entries()) {
        const receipts = await Promise.all([put(upload_id, number, piece), put(upload_id, number, piece)]);
        for (const receipt of receipts) expect(receipt).toMatchObject({ upload_id, pieces: number + 1 });
        expect(await put(upload_id, 0, piecesOf(file)[0]!)).toMatchObject({ pieces: number + 1 });
      }
      const key = newId();
      const jobs = await Promise.all([
        end(upload_id, file, { name: 'n' }, key),
        end(upload_id, file, { name: 'n' }, key),
      ]);
      expect(jobs[0]!.job_id).toBe(jobs[1]!.job_id);
      expect(await shop.ended(jobs[0]!)).toMatchObject({ status: 'done' });
      expect(await place.found(shop, 'numbat')).toHaveLength(2);
    } finally {
      await second.stop();
    }
  });

  it('leave nothing behind where they repeat what is live, or were made before', async () => {
    const file = bookOf('bilby', largestPiece + 10);
    const key = newId();
    const first = await end(await uploaded(file), file, { name: 'same' }, key);
    await shop.ended(first);
    const [again, repeated] = [await uploaded(file), await uploaded(file)];
    expect(await end(again, file, { name: 'same' })).toMatchObject({ unchanged: true, document_id: first.document_id });
    expect(await end(repeated, file, { name: 'same' }, key)).toEqual(first);
    expect([await left(again), await left(repeated)]).toEqual([0, 0]);
  });

  it('are refused where a piece is missing, changed, too much or somebody else’s', async () => {
    const file = bookOf('quoll', 2 * largestPiece);
    const [first, last] = piecesOf(file) as [Buffer, Buffer];
    const upload_id = newId();
    expect(await refusal(put(upload_id, 1, last))).toBe('upload.lost');
    await put(upload_id, 0, first);
    expect(await refusal(put(upload_id, 2, last))).toBe('upload.lost');
    expect(await refusal(put(upload_id, 1, last, place.company('customer')))).toBe('auth.forbidden');
    expect(await refusal(put(upload_id, 1, last, place.company()))).toBe('upload.lost');
    expect(await refusal(end(upload_id, file))).toBe('upload.lost');
    await put(upload_id, 1, last);
    expect(await refusal(end(upload_id, file, {}, newId(), place.company()))).toBe('upload.lost');
    const other = Buffer.from(file);
    other[0] = 0x24;
    expect(await refusal(end(upload_id, other))).toBe('upload.lost');
    expect(await left(upload_id)).toBe(0);
    const full = await uploaded(first);
    const store = service.app.get(UploadStore);
    await store.update((await store.get(shop.tenant, full))!, { bytes: largestDocument });
    expect(await refusal(put(full, 1, Buffer.from('a')))).toBe('document.too_large');
    await shop.ask(AbandonUpload, { upload_id: full });
    expect(await left(full)).toBe(0);
  });

  it('are refused by their content, and gone then', async () => {
    const file = Buffer.alloc(largestPiece + 1, 0x20);
    const upload_id = await uploaded(file);
    expect(await refusal(end(upload_id, file))).toBe('document.empty');
    expect(await left(upload_id)).toBe(0);
  });

  it('are removed when nothing comes of them', async () => {
    const file = bookOf('potoroo', largestPiece + 1);
    const upload_id = await uploaded(file);
    const clock = service.app.get(Clock);
    const before = clock.now.bind(clock);
    clock.now = () => before() + 11 * 60_000;
    while ((await left(upload_id)) > 0) await sleep(200);
    clock.now = before;
    expect(await refusal(end(upload_id, file))).toBe('upload.lost');
  });
});
