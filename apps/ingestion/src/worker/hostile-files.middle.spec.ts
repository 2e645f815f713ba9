import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { TestService } from '@parley/testing';
import { docxOf, p } from '../docx.fixture.js';
import { damaged, hostileFiles } from '../hostile.fixture.js';
import { pdfOf } from '../pdf.fixture.js';
import { Company, Place } from '../service.fixture.js';

jest.setTimeout(120_000);

describe('hostile files (real: broker, SQLite, passage index, worker process, parsers)', () => {
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

  it.each(hostileFiles.filter(({ slow }) => !slow))(
    '$name ends in text or in a refusal',
    async ({ name, make, ends }) => {
      const file = await make();
      const began = Date.now();
      expect(await shop.outcome(name, file)).toMatch(ends);
      expect(Date.now() - began).toBeLessThan(30_000);
    },
  );

  it('that are damaged end in text or in a refusal', async () => {
    const files = [
      await pdfOf([[{ heading: 'A heading' }, { text: 'A sofa.' }], [{ row: ['a', 'b'] }]], {
        title: 'Title',
        head: 'Head',
      }),
      await docxOf(p('A heading', 'Heading1') + p('A sofa.')),
    ];
    const damages = Array.from({ length: 30 }, (_, seed) => damaged(files[seed % 2]!, seed + 1));
    const outcomes = await Promise.all(damages.map((file, n) => shop.outcome(`damaged ${n}`, file)));
    for (const each of outcomes) expect(each).toMatch(/^(?:done|document\.(?!too_large)\w+)$/);
  });

  it('harm nobody, and give nothing of the machine away', async () => {
    expect(await shop.ingested('fine.md', 'a fine day')).toMatchObject({ status: 'done' });
    expect(await place.found(shop, 'fine')).toEqual(['a fine day']);
    expect(await place.found(shop, 'root')).toEqual([]);
  });
});
