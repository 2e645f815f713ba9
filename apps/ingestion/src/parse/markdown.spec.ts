import { describe, expect, it } from '@jest/globals';
import { chunksOf } from '../chunk/chunk.js';
import { readMarkdown } from './markdown.js';

/** `[headings] text` of every chunk. */
function read(source: string): string[] {
  const outline = readMarkdown(source);
  return chunksOf(outline, outline.title ?? '').map(
    ({ start, end, heading }) => `[${heading.join(' › ')}] ${outline.text.slice(start, end)}`,
  );
}

describe('Markdown', () => {
  it('knows sections by both kinds of headings, and none in code', () => {
    const source =
      'Title\n=====\n\nIntro\n\nPart\n----\n\n```sh\n# no heading\nls\n```\n\n### Deep ###\n\ntext\n\n## Next\n\nmore';
    expect(read(source)).toEqual([
      '[] Intro',
      '[Part] ```sh\n# no heading\nls\n```',
      '[Part › Deep] text',
      '[Next] more',
    ]);
  });

  it('keeps a heading with nothing under it as a text of its own', () => {
    expect(read('# T\n\n## We never close\n\n## Hours\n\n### Sunday\n\nclosed')).toEqual([
      '[We never close] ## We never close',
      '[Hours › Sunday] closed',
    ]);
  });

  it('takes title and description from the front matter and nothing else', () => {
    const source = "---\ntitle: Welcome\ndescription: 'What this is about'\nicon: star\n---\n\n## Part\n\ntext";
    expect(readMarkdown(source).title).toBe('Welcome');
    expect(read(source)).toEqual(['[] What this is about', '[Part] text']);
  });

  it('does not take a rule for front matter', () => {
    expect(read('---\n\nHello there\n\n---\n\nmore')).toEqual(['[] Hello there\n\n---\n\nmore']);
  });

  it('reads components: their titles are headings, their tags are not text', () => {
    const source = [
      "import { Card } from '/snippets/card.mdx'",
      'export const a = {',
      '  b: 1,',
      '};',
      '',
      '# Help',
      '',
      '{/* not',
      'this */}',
      '<AccordionGroup>',
      '  <Accordion title="May I resend?">',
      '    Not yet.',
      '',
      '    ```sh',
      '    <Card title="code">',
      '    ```',
      '  </Accordion>',
      '  <Accordion',
      '    title={"Why?"}',
      '    icon="eye"',
      '  >',
      '    Because.',
      '  </Accordion>',
      '</AccordionGroup>',
      '',
      '<Note>Mind the gap</Note>',
    ].join('\n');
    expect(read(source)).toEqual([
      '[May I resend?] Not yet.\n\n    ```sh\n    <Card title="code">\n    ```',
      '[Why?] Because.',
      '[] Mind the gap',
    ]);
  });

  it('drops comments, scripts and styles', () => {
    expect(
      read('# T\n\n<!-- a\nb -->\n\n<script>\nalert("x")\n</script>\n\n<style>p {}</style>\n\ntext <b>bold</b>'),
    ).toEqual(['[] text <b>bold</b>']);
  });

  it('leaves prose alone that only looks like code', () => {
    const source = 'import taxes are paid by us\n\nexport is free\n\n<you@example.com> and 3 < 4 > 2';
    expect(read(source)).toEqual([`[] ${source}`]);
  });

  it('refuses what is nested without end', () => {
    expect(() => readMarkdown(`${'> '.repeat(5000)}a`)).toThrow(
      expect.objectContaining({ code: 'document.too_complex' }),
    );
    expect(() => readMarkdown(`${'- '.repeat(5000)}a`)).toThrow(
      expect.objectContaining({ code: 'document.too_complex' }),
    );
  });

  it('finds the same sections however large the document is', () => {
    const section = (n: number) => `## Part ${n}\n\n${'A line of prose about parcels.\n'.repeat(8)}\n- one\n- two\n\n`;
    const source = Array.from({ length: 400 }, (_, n) => section(n)).join('');
    const outline = readMarkdown(source);
    const headings = outline.pieces.filter((piece) => piece.kind === 'heading').map(({ title }) => title);
    expect(headings).toEqual(Array.from({ length: 400 }, (_, n) => `Part ${n}`));
    expect(chunksOf(outline, '')).toHaveLength(400);
  });
});
