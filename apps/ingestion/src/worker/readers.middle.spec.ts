import { describe, expect, it } from '@jest/globals';
import type { DocumentType } from '@parley/contracts';
import { docxOf, p, table } from '../docx.fixture.js';
import { Refusal } from '../parse/refusal.js';
import { pdfOf, type PdfPart } from '../pdf.fixture.js';
import { cutDocument, type CutDocument } from './cut-document.js';

const cut = (content: Buffer, content_type: DocumentType, password?: string): Promise<CutDocument> =>
  cutDocument(
    {
      content: Uint8Array.from(content),
      content_type,
      name: 'a-name',
      ...(password === undefined ? {} : { password }),
    },
    { onPage: () => undefined, onParsed: () => undefined },
  );
const cutPdf = (content: Buffer, password?: string) => cut(content, 'application/pdf', password);
const cutDocx = (content: Buffer) =>
  cut(content, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document');

const shown = ({ chunks, text }: CutDocument) =>
  chunks.map(({ start, end, heading, page }) => [page, heading.join(' › '), text!.slice(start, end)]);

const refused = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'taken',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

const prose = (about: string) =>
  `${about} is kept in the yard. ${'There is more to say about it here. '.repeat(9)}`.trim();

describe('a PDF (real: pdf.js, files as a program writes them)', () => {
  const fees: PdfPart[] = [
    { row: ['Zone', 'Fee', 'Days'] },
    { row: ['City', '40', '1'] },
    { row: ['Islands', '90', '4'] },
  ];

  it('is cut by pages and by headings in larger letters, tables row by row', async () => {
    const pages = [
      [{ heading: 'Deliveries' }, { text: prose('A sofa') }],
      [{ text: prose('A lamp') }, { heading: 'Fees' }, ...fees],
    ];
    const document = await cutPdf(await pdfOf(pages, { title: 'Shipping handbook', numbered: true }));
    expect(document).toMatchObject({ title: 'Shipping handbook', language: 'en', pages: { total: 2, failed: 0 } });
    expect(shown(document)).toEqual([
      [1, 'Deliveries', prose('A sofa')],
      [2, 'Deliveries', prose('A lamp')],
      [2, 'Fees', 'Zone | Fee | Days\nCity | 40 | 1\nIslands | 90 | 4'],
    ]);
  });

  it('is cut by its bookmarks where letters do not tell', async () => {
    const pages = [
      [{ heading: 'One' }, { text: prose('A sofa') }],
      [{ heading: 'Two' }, { text: prose('A lamp') }],
    ];
    const headings = shown(await cutPdf(await pdfOf(pages, { bookmarks: true, title: 'Handbook' }))).map(
      ([, heading]) => heading,
    );
    expect(headings).toEqual(['One', 'Two']);
  });

  it('leaves out running heads and numbers of pages, and keeps a sentence over two pages whole', async () => {
    const said = ['The warranty of a sofa ends', 'after five years in any case. The one of a lamp does not.'];
    const pages = [[{ text: said[0]! }], [{ text: said[1]! }], [{ text: 'Third page.' }], [{ text: 'Fourth page.' }]];
    expect(shown(await cutPdf(await pdfOf(pages, { head: 'Handbook of the shop, page', numbered: true })))).toEqual([
      [1, '', 'Handbook of the shop, page 1\n\nThe warranty of a sofa ends after five years in any case.'],
      [2, '', 'The one of a lamp does not.'],
      [3, '', 'Third page.'],
      [4, '', 'Fourth page.'],
    ]);
  });

  it('names the pages of which nothing can be taken', async () => {
    const document = await cutPdf(await pdfOf([[{ text: 'First page.' }], [], [{ text: 'Third page.' }]]));
    expect(shown(document).map(([page]) => page)).toEqual([1, 3]);
    expect(document.pages).toEqual({ total: 3, failed: 1, first_failed: [{ page: 2, error: 'no_text' }] });
  });

  it('opens with its password only', async () => {
    const locked = await pdfOf([[{ text: 'A secret sofa.' }]], { password: 'söfa' });
    expect(await refused(cutPdf(locked))).toBe('document.encrypted');
    expect(await refused(cutPdf(locked, 'lamp'))).toBe('document.encrypted');
    expect(shown(await cutPdf(locked, 'söfa'))[0]![2]).toContain('A secret sofa.');
  });

  it.each([
    ['nothing but its name', Buffer.from('%PDF-1.7\n')],
    ['noise', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5000, 0xa7)])],
  ])('of %s is refused', async (_, bytes) => {
    expect(await refused(cutPdf(bytes))).toBe('document.unreadable');
  });
});

/** The archive with another unpacked size of its first entry in its directory. */
function saying(archive: Buffer, size: number): Buffer {
  archive.writeUInt32LE(size, archive.indexOf('PK\x01\x02') + 24);
  return archive;
}

describe('a DOCX (real: mammoth)', () => {
  it('is cut by its headings, tables row by row', async () => {
    const fees = [
      ['Zone', 'Fee'],
      ['City', '40 TL'],
    ];
    const body = [p('İade kılavuzu', 'Title'), p(prose('A sofa')), p('Ücretler', 'Heading2'), table(fees)].join('');
    const document = await cutDocx(await docxOf(body));
    expect(document).toMatchObject({ title: 'İade kılavuzu' });
    expect(document.pages).toBeUndefined();
    expect(shown(document)).toEqual([
      [undefined, '', prose('A sofa')],
      [undefined, 'Ücretler', 'Zone | Fee\nCity | 40 TL'],
    ]);
  });

  it.each([
    ['without text', () => docxOf(p('')), 'document.empty'],
    ['that is cut off', async () => (await docxOf(p('a'.repeat(5000)))).subarray(0, 700), 'document.unreadable'],
    [
      'that is no DOCX within',
      async () => (await docxOf(p('a'))).map((byte) => byte ^ (byte === 0x77 ? 1 : 0)),
      'document.unreadable',
    ],
    ['that says it unpacks to 200 MB', async () => saying(await docxOf(p('a')), 200e6), 'document.too_complex'],
  ])('%s is refused', async (_, file, code) => {
    expect(await refused(cutDocx(Buffer.from(await file())))).toBe(code);
  });
});
