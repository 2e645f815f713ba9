import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countTokens } from '../chunk/tokens.js';
import { Refusal } from '../parse/refusal.js';
import { readHtml } from '../parse/html.js';
import { readMarkdown } from '../parse/markdown.js';
import { readPlainText } from '../parse/plain-text.js';
import { cutOutline, type CutDocument } from './cut-document.js';

const readers = { 'text/markdown': readMarkdown, 'text/html': readHtml, 'text/plain': readPlainText };

const cut = (source: string, content_type: keyof typeof readers = 'text/markdown', given: object = {}): CutDocument =>
  cutOutline({ content: source, content_type, name: 'a-name.md', ...given }, readers[content_type](source));

const texts = (source: string, { text = source, chunks }: CutDocument): string[] =>
  chunks.map(({ start, end }) => text.slice(start, end));

/** What holds for the chunks of any document. */
function expectSound(source: string, document: CutDocument): void {
  const text = document.text ?? source;
  let from = 0;
  for (const { start, end } of document.chunks) {
    const chunk = text.slice(start, end);
    expect(chunk.length).toBe(end - start);
    expect(chunk).toBe(chunk.trim());
    expect(chunk).toMatch(/[\p{L}\p{N}]/u);
    expect(chunk.isWellFormed() || !text.isWellFormed()).toBe(true);
    expect(chunk.length).toBeLessThanOrEqual(8000);
    expect(start).toBeGreaterThanOrEqual(from);
    from = start;
  }
}

const word = fc.constantFrom('Rückgabe', 'iade', 'ğüşİı', 'order', '42', '👩‍👧', 'e\u0301', 'x', '漢字', '$9.99');
const prose = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const markup = fc.constantFrom(
  ...[
    '# ',
    '## ',
    '- ',
    '1. ',
    '> ',
    '```',
    '~~~',
    '|',
    '| - |',
    '---',
    '\n',
    '\n\n',
    '\r\n',
    '\t',
    '    ',
    '*',
    '_',
    '`',
  ],
  ...[
    '[',
    '](',
    ')',
    '!',
    '<b>',
    '<Note>',
    '</Note>',
    '<Card title="A b">',
    '</Card>',
    '<!--',
    '-->',
    '{/*',
    '*/}',
    '<br/>',
  ],
  ...['===', '&amp;', '\\', "import a from 'b'", 'export const a = {', '<script>', '</script>', ': ', 'title: '],
);

describe('the chunks of a document', () => {
  it('are verbatim pieces of the text, whatever the Markdown is', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(prose, markup), { maxLength: 60 }), (parts) => {
        const source = parts.join('');
        try {
          const document = cut(source);
          expect(document.text).toBeUndefined();
          expectSound(source, document);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(error.code).toBe('document.empty');
        }
      }),
      { numRuns: 600 },
    );
  });

  it('are verbatim pieces of the text, whatever the HTML is', () => {
    const tag = fc.constantFrom(
      '<p>',
      '</p>',
      '<h2>',
      '</h2>',
      '<li>',
      '<tr>',
      '<td>',
      '<pre>',
      '&nbsp;',
      '&#x1F600;',
      '<br>',
      '<main>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(prose, tag), { maxLength: 60 }), (parts) => {
        const source = `${parts.join('')} end`;
        expectSound(source, cut(source, 'text/html'));
      }),
      { numRuns: 300 },
    );
  });

  it('hold every paragraph under its headings', () => {
    const sections = fc.array(
      fc.record({
        title: prose,
        depth: fc.integer({ min: 2, max: 4 }),
        paragraphs: fc.array(
          prose.map((text) => `p ${text}`),
          { minLength: 1, maxLength: 4 },
        ),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(sections, fc.constantFrom('\n', '\r\n'), (parts, line) => {
        const blocks = parts.flatMap(({ title, depth, paragraphs }) => [
          `${'#'.repeat(depth)} ${title}`,
          ...paragraphs,
        ]);
        const source = ['# Title', ...blocks].join(line + line);
        const document = cut(source);
        const chunks = texts(source, document);
        let at = -1;
        for (const { title, paragraphs } of parts) {
          at++;
          expect(document.chunks[at]!.heading.at(-1)).toBe(title.trim().replace(/\s+/g, ' '));
          expect(chunks[at]).toBe(paragraphs.join(line + line));
        }
        expect(chunks).toHaveLength(parts.length);
      }),
    );
  });

  it.each(['en', 'tr'])('of the demo articles in %s leave nothing out but headings and rules', (language) => {
    const folder = join(import.meta.dirname, '../../../../demo/articles', language);
    for (const name of readdirSync(folder)) {
      const source = readFileSync(join(folder, name), 'utf8');
      const document = cut(source, 'text/markdown', { name });
      expect(document.language).toBe(language);
      expect(`# ${document.title}`).toBe(source.slice(0, source.indexOf('\n')));
      expectSound(source, document);
      const found = texts(source, document).join('\n');
      for (const line of source.split('\n')) if (!line.startsWith('#')) expect(found).toContain(line.trim());
    }
  });

  it('are a section each, and several that overlap by a sentence where a section is large', () => {
    const sentence = (n: number) => `Sentence number ${n} speaks of parcels, boxes and vans in some detail.`;
    const long = Array.from({ length: 80 }, (_, n) => sentence(n)).join(' ');
    const document = cut(`# T\n\n## Short\n\nA few words.\n\n## Long\n\n${long}\n`);
    const [short, ...rest] = texts(`# T\n\n## Short\n\nA few words.\n\n## Long\n\n${long}\n`, document);
    expect(short).toBe('A few words.');
    expect(rest.length).toBeGreaterThan(1);
    for (const [index, chunk] of rest.entries()) {
      expect(countTokens(chunk)).toBeLessThanOrEqual(562);
      expect(countTokens(chunk)).toBeGreaterThanOrEqual(100);
      if (index > 0) expect(rest[index - 1]).toContain(chunk.slice(0, chunk.indexOf('.') + 1));
    }
    expect(document.chunks.map(({ heading }) => heading[0])).toEqual(['Short', ...rest.map(() => 'Long')]);
  });

  it('end at rows where a table is large', () => {
    const rows = Array.from({ length: 300 }, (_, n) => `| Item ${n} | ${n} lira |`);
    const source = ['# Prices', '', '| What | Price |', '| --- | --- |', ...rows].join('\n');
    const chunks = texts(source, cut(source));
    expect(chunks.length).toBeGreaterThan(1);
    for (const chunk of chunks) expect(chunk).toMatch(/^\|.*\|$/s);
    for (const row of rows) expect(chunks.some((chunk) => chunk.includes(row))).toBe(true);
  });

  it('cut a word without end between letters, not within one', () => {
    const source = `${'👩‍👧e\u0301'.repeat(2000)} end`;
    const document = cut(source, 'text/plain');
    expectSound(source, document);
    for (const chunk of texts(source, document)) expect(chunk).not.toMatch(/^[\u0301\u200D]/u);
  });
});

describe('title and language', () => {
  it.each([
    ['what was declared', '# Heading\n\ntext', { title: 'Declared' }, 'Declared'],
    ['the front matter', '---\ntitle: "Front: it\'s"\n---\n# Heading\n\ntext', {}, "Front: it's"],
    ['the first heading', 'text\n\n## The **first** `heading`\n\ntext', {}, 'The first heading'],
    ['the name', 'just text', {}, 'a-name.md'],
  ])('is %s', (_, source, given, title) => {
    expect(cut(source, 'text/markdown', given).title).toBe(title);
  });

  it.each([
    ['The parcel is sent to you within two days of the order.', 'en'],
    ['Sipariş iki gün içinde kargoya verilir ve size haber edilir.', 'tr'],
    ['Siparis iki gun icinde kargoya verilir ve size haber edilir.', 'tr'],
    ['IBAN 1234', 'en'],
  ])('of "%s" is %s', (text, language) => {
    expect(cut(text, 'text/plain').language).toBe(language);
    expect(cut(text, 'text/plain', { language: 'tr' }).language).toBe('tr');
  });

  it('refuses what has no text', () => {
    expect(() => cut('<script>var a = 1;</script>', 'text/html')).toThrow(
      expect.objectContaining({ code: 'document.empty' }),
    );
    expect(() => cut('---\n\n***\n')).toThrow(expect.objectContaining({ code: 'document.empty' }));
  });
});
