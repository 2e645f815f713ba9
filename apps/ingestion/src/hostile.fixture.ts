import { deflateRawSync, deflateSync } from 'node:zlib';
import { docxOf, p, table } from './docx.fixture.js';
import { pdfOf } from './pdf.fixture.js';

/** A file that was made to do harm, and what may become of it. */
export interface Hostile {
  readonly name: string;
  readonly make: () => Promise<Buffer> | Buffer;
  /** Outcomes: `done` or codes of refusals. */
  readonly ends: RegExp;
  /** Left to the full count. */
  readonly slow?: true;
}

const megabyte = 1024 * 1024;
const anything = /^(?:done|document\.(?:empty|encrypted|too_complex|type_unsupported|unreadable))$/;
const refused = /^document\.(?:empty|too_complex|unreadable)$/;

/** A PDF of these objects, without a table of them: readers look for them then. */
const rawPdf = (...objects: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(
    ['%PDF-1.7\n', ...objects, 'trailer<</Root 1 0 R>>\n'].map((part) =>
      typeof part === 'string' ? Buffer.from(part, 'latin1') : part,
    ),
  );

const catalog = '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n';
const onePage = '2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 612 792]>>endobj\n';
const stream = (number: number, dictionary: string, data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`${number} 0 obj<<${dictionary}/Length ${data.length}>>stream\n`),
    data,
    Buffer.from('\nendstream endobj\n'),
  ]);
const page = '3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>endobj\n';

/** A ZIP of one entry, packed already, that claims to be of another size. */
function lyingZip(name: string, packed: Buffer, claimed: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(claimed, 18);
  fields.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
    fields,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
const nested = (name: string, depth: number) => `<w:${name}>`.repeat(depth) + p('a') + `</w:${name}>`.repeat(depth);
const tables = (depth: number) => '<w:tbl><w:tr><w:tc>'.repeat(depth) + p('a') + '</w:tc></w:tr></w:tbl>'.repeat(depth);
const fonts = Array.from({ length: 20_000 }, (_, n) => `/F${n} 9 0 R`).join('');

export const hostileFiles: readonly Hostile[] = [
  {
    name: 'a DOCX that lies about 300 MB',
    make: () => lyingZip('word/document.xml', deflateRawSync(Buffer.alloc(300 * megabyte, 0x20), { level: 1 }), 1000),
    ends: refused,
  },
  {
    name: 'a DOCX that lies about 600 MB',
    slow: true,
    make: () => lyingZip('word/document.xml', deflateRawSync(Buffer.alloc(600 * megabyte, 0x20), { level: 1 }), 1000),
    ends: refused,
  },
  {
    name: 'a DOCX with a billion laughs',
    make: () => docxOf(p('&l9;'), { prolog: `<!DOCTYPE x [<!ENTITY l0 "lol">${laughs}]>` }),
    ends: anything,
  },
  {
    name: 'a DOCX with a file of the machine in it',
    make: () => docxOf(p('a &f;'), { prolog: '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' }),
    ends: anything,
  },
  { name: 'a DOCX of tables in tables', make: () => docxOf(tables(20_000)), ends: anything },
  { name: 'a DOCX nested deeply', make: () => docxOf(nested('sdt', 100_000)), ends: anything },
  {
    name: 'a DOCX of a huge table',
    slow: true,
    make: () => docxOf(table(Array.from({ length: 20_000 }, () => Array<string>(10).fill('x')))),
    ends: anything,
  },
  { name: 'a DOCX of open tags', make: () => docxOf('<w:p>'.repeat(200_000)), ends: anything },
  {
    name: 'a DOCX whose styles are based on themselves',
    make: () =>
      docxOf(p('a', 'S'), {
        files: {
          'word/styles.xml': '<w:styles xmlns:w="x"><w:style w:styleId="S"><w:basedOn w:val="S"/></w:style></w:styles>',
        },
      }),
    ends: anything,
  },
  {
    name: 'a PDF that unpacks to 700 MB',
    slow: true,
    make: () =>
      rawPdf(
        catalog,
        onePage,
        page,
        stream(4, '/Filter/FlateDecode', deflateSync(Buffer.alloc(700 * megabyte, 0x20), { level: 1 })),
      ),
    ends: anything,
  },
  {
    name: 'a PDF that unpacks twice',
    slow: true,
    make: () =>
      rawPdf(
        catalog,
        onePage,
        page,
        stream(4, '/Filter[/FlateDecode/FlateDecode]', deflateSync(deflateSync(Buffer.alloc(600 * megabyte)))),
      ),
    ends: anything,
  },
  {
    name: 'a PDF whose pages go round in circles',
    make: () => rawPdf(catalog, '2 0 obj<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>endobj\n'),
    ends: refused,
  },
  {
    name: 'a PDF whose content draws itself',
    make: () =>
      rawPdf(
        catalog,
        onePage,
        page,
        stream(4, '', Buffer.from('/X Do')),
        stream(
          5,
          '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>',
          Buffer.from('/X Do /X Do'),
        ),
      ),
    ends: anything,
  },
  {
    name: 'a PDF with two billion pages',
    make: () =>
      rawPdf(
        catalog,
        '2 0 obj<</Type/Pages/Count 2000000000/Kids[3 0 R]>>endobj\n',
        page,
        stream(4, '', Buffer.from('BT ET')),
      ),
    ends: refused,
  },
  {
    name: 'a PDF whose bookmarks go round in circles',
    make: () =>
      rawPdf(
        '1 0 obj<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>endobj\n',
        onePage,
        page,
        stream(4, '', Buffer.from('BT ET')),
        '6 0 obj<</First 7 0 R/Last 7 0 R>>endobj\n7 0 obj<</Title(a)/Next 7 0 R/First 7 0 R/Parent 6 0 R>>endobj\n',
      ),
    ends: refused,
  },
  {
    name: 'a PDF of arrays in arrays',
    make: () => rawPdf(catalog, onePage, `3 0 obj${'['.repeat(200_000)}`),
    ends: anything,
  },
  {
    name: 'a PDF of text without end',
    make: () => rawPdf(catalog, onePage, page, stream(4, '', Buffer.from(`BT ${'(a) Tj '.repeat(700_000)} ET`))),
    ends: anything,
  },
  {
    name: 'a PDF of fonts without end',
    make: () =>
      rawPdf(
        catalog,
        onePage,
        `3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<<${fonts}>>>>>>endobj\n`,
        stream(4, '', Buffer.from(Array.from({ length: 20_000 }, (_, n) => `BT /F${n} 9 Tf (a) Tj ET`).join('\n'))),
        '9 0 obj<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>/Encoding<<>>>>endobj\n',
      ),
    ends: anything,
  },
  {
    name: 'a PDF of 350 pages',
    make: () =>
      pdfOf(
        Array.from({ length: 350 }, (_, n) => [{ text: `Page ${n} of a book. ${'It goes on and on. '.repeat(30)}` }]),
      ),
    ends: /^done$/,
  },
];

/** The file with some of its bytes changed and, half of the times, its end cut off; the same for the same seed. */
export function damaged(file: Buffer, seed: number): Buffer {
  let state = seed * 2_654_435_761;
  const random = (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + seed) >>> 0;
    return state % below;
  };
  const copy = Buffer.from(file);
  for (let change = 0; change < 20; change++) copy[8 + random(copy.length - 8)] = random(256);
  return seed % 2 === 0 ? copy : copy.subarray(0, random(copy.length));
}
