import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { TestService } from '@parley/testing';
import { docxOf, p } from '../docx.fixture.js';
import { damaged, hostileFiles } from '../hostile.fixture.js';
import { pdfOf } from '../pdf.fixture.js';
import { Company, Place } from '../service.fixture.js';
import { DocumentWorker } from './document-worker.js';

jest.setTimeout(1_800_000);

const data = process.env['PARLEY_EVAL_DATA'];
const damages = 300;
const ends = /^(?:done|document\.(?:empty|encrypted|too_complex|type_unsupported|unreadable))$/;
/** Texts that stand in files of the data, by file. */
const expected: Readonly<Record<string, string>> = {
  'tracemonkey.pdf': 'Dynamic languages such as JavaScript are more difficult to compile than statically typed ones.',
  'freeculture.pdf': 'To Eric Eldred—whose work first drew me to this cause, and for whom it continues still.',
  'two_paragraphs.pdf': 'The second paragraph.',
  'footnotes.docx': 'A tachyon walks into a bar.',
  'tables.docx': 'Top left | Top right\nBottom left | Bottom right',
  'strict-format.docx': 'Test',
  'text-box.docx': 'Datum plane',
  'utf8-bom.docx': 'This XML has a byte order mark.',
};

describe('hostile files in full (real: broker, SQLite, passage index, worker process, parsers)', () => {
  let place: Place;
  let service: TestService;
  let shop: Company;
  let sampling: NodeJS.Timeout;
  let [peak, slowest] = [0, 0];

  beforeAll(async () => {
    place = await Place.make();
    service = await place.start();
    shop = place.company();
    sampling = setInterval(() => (peak = Math.max(peak, residentOf(service.app.get(DocumentWorker).pid))), 5);
  });
  afterAll(async () => {
    clearInterval(sampling);
    await service.stop();
    await place.remove();
  });

  async function outcome(name: string, file: Buffer): Promise<string> {
    const began = Date.now();
    const outcome = file.length === 0 ? 'document.empty' : await shop.outcome(name, file);
    slowest = Math.max(slowest, Date.now() - began);
    return outcome;
  }

  it.each(hostileFiles)('$name', async ({ name, make, ends }) => {
    expect(await outcome(name, await make())).toMatch(ends);
  });

  it(`${damages} damaged files`, async () => {
    const files = [
      await pdfOf([[{ heading: 'A heading' }, { text: 'A sofa.' }], [{ row: ['a', 'b'] }]], { title: 'T', head: 'H' }),
      await docxOf(p('A heading', 'Heading1') + p('A sofa.')),
    ];
    for (let seed = 1; seed <= damages; seed++)
      expect(await outcome(`damaged ${seed}`, damaged(files[seed % 2]!, seed))).toMatch(ends);
  });

  (data ? it : it.skip)('every file of the data (PARLEY_EVAL_DATA)', async () => {
    const outcomes = new Map<string, number>();
    for (const path of ['files-pdf', 'files-docx'].flatMap((folder) => filesIn(join(data!, folder)))) {
      const ended = await outcome(path, readFileSync(path));
      expect([path, ended]).toEqual([path, expect.stringMatching(ends)]);
      outcomes.set(ended, (outcomes.get(ended) ?? 0) + 1);
      const text = expected[path.split('/').at(-1)!];
      if (text) expect((await place.found(shop, text)).length).toBeGreaterThan(0);
    }
    console.log('files of the data', Object.fromEntries(outcomes));
  });

  it('took no more than 30 s and 512 MB each, and harmed nobody', async () => {
    console.log(`slowest ${slowest} ms, peak ${Math.round(peak / 2 ** 20)} MB`);
    expect(slowest).toBeLessThan(30_000);
    expect(peak).toBeLessThan(512 * 2 ** 20);
    expect(await shop.ingested('fine.md', 'a fine day')).toMatchObject({ status: 'done' });
  });
});

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:pdf|docx)$/.test(file))
    .map((file) => join(folder, file));

/** In bytes; 0 when there is no such process. */
function residentOf(pid: number | undefined): number {
  try {
    return pid === undefined ? 0 : Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}
