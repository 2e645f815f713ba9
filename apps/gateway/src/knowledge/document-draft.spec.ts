import { describe, expect, it } from '@jest/globals';
import { FleetError, largestDocument } from '@parley/contracts';
import { RawBody } from '../http/raw-body.js';
import { documentDraftOf } from './document-draft.js';

const json = (value: unknown): RawBody => new RawBody('application/json', Buffer.from(JSON.stringify(value)));

async function form(fields: Record<string, string | File>, cut = 0): Promise<RawBody> {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  const response = new Response(data);
  const bytes = Buffer.from(await response.arrayBuffer());
  return new RawBody(response.headers.get('content-type')!, bytes.subarray(0, bytes.length - cut));
}

const file = (content: string | Uint8Array<ArrayBuffer>, name = 'İade.md') =>
  new File([content], name, { type: 'text/markdown' });

const codeOf = async (body: unknown): Promise<string> => {
  try {
    await documentDraftOf(body);
    return 'taken';
  } catch (error) {
    return (error as FleetError).code;
  }
};

describe('the draft of a document', () => {
  it('is made of JSON', async () => {
    expect(await documentDraftOf(json({ name: 'a', content: 'ğ', language: 'tr' }))).toEqual({
      name: 'a',
      language: 'tr',
      content_base64: Buffer.from('ğ').toString('base64'),
    });
  });

  it('is made of a form; the file’s name is its name unless another is given', async () => {
    const bytes = new Uint8Array([0xff, 0x00, 0x41]);
    const draft = await documentDraftOf(await form({ file: file(bytes), title: 'İade koşulları' }));
    const content_base64 = Buffer.from(bytes).toString('base64');
    expect(draft).toEqual({ name: 'İade.md', title: 'İade koşulları', content_type: 'text/markdown', content_base64 });
    expect(await documentDraftOf(await form({ file: file('x'), name: 'other' }))).toMatchObject({ name: 'other' });
  });

  it.each<[string, () => unknown, string]>([
    ['exactly the largest', () => json({ name: 'a', content: 'x'.repeat(largestDocument) }), 'taken'],
    [
      'one byte more, as JSON',
      () => json({ name: 'a', content: 'x'.repeat(largestDocument + 1) }),
      'document.too_large',
    ],
    [
      'more bytes than characters',
      () => json({ name: 'a', content: 'ğ'.repeat(largestDocument / 2 + 1) }),
      'document.too_large',
    ],
    ['one byte more, as a form', () => form({ file: file('x'.repeat(largestDocument + 1)) }), 'document.too_large'],
    ['an empty file', () => form({ file: file('') }), 'document.empty'],
    ['empty content', () => json({ name: 'a', content: '' }), 'document.empty'],
    ['no content', () => json({ name: 'a' }), 'request.invalid'],
    ['a form without a file', () => form({ name: 'a' }), 'request.invalid'],
    ['a file that is a field', () => form({ file: 'text' }), 'request.invalid'],
    ['an unknown field', () => form({ file: file('x'), more: '1' }), 'request.invalid'],
    ['a language that is none', () => form({ file: file('x'), language: 'xx' }), 'request.invalid'],
    ['a form that breaks off', () => form({ file: file('x') }, 20), 'request.invalid'],
    [
      'a form without a boundary',
      () => new RawBody('multipart/form-data', Buffer.from('x')),
      'request.unsupported_media_type',
    ],
    ['another type', () => new RawBody('text/plain', Buffer.from('x')), 'request.unsupported_media_type'],
    ['nothing', () => undefined, 'request.invalid'],
  ])('%s', async (_what, body, code) => {
    expect(await codeOf(await body())).toBe(code);
  });

  it('refuses fields that are no UTF-8', async () => {
    const { type, bytes } = await form({ file: file('x'), title: 'QQQQ' });
    const broken = Buffer.from(bytes.toString('latin1').replace('QQQQ', '\xff\xfe'), 'latin1');
    expect(await codeOf(new RawBody(type, broken))).toBe('request.not_utf8');
  });
});
