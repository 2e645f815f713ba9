import { describe, expect, it } from '@jest/globals';
import { FleetError, largestPiece } from '@parley/contracts';
import { RawBody } from '../http/raw-body.js';
import { documentDraftOf } from './document-draft.js';

const json = (value: unknown): RawBody => new RawBody('application/json', Buffer.from(JSON.stringify(value)));

const codeOf = (body: unknown): string => {
  try {
    documentDraftOf(body);
    return 'taken';
  } catch (error) {
    return (error as FleetError).code;
  }
};

describe('the draft of a document', () => {
  it('is made of JSON', () => {
    expect(documentDraftOf(json({ name: 'a', content: 'ğ', language: 'tr' }))).toEqual({
      name: 'a',
      language: 'tr',
      content_base64: Buffer.from('ğ').toString('base64'),
    });
  });

  it('is called by its title where no name is given, else by what it says', () => {
    const nameOf = (body: object) => documentDraftOf(json({ content: 'ğ', ...body })).name;
    expect(nameOf({ title: 'İade' })).toBe('İade');
    expect(nameOf({})).toMatch(/^text [0-9a-f]{16}$/);
    expect(nameOf({})).toBe(nameOf({}));
    expect(nameOf({ content: 'g' })).not.toBe(nameOf({}));
  });

  it('may be where it is to be fetched, which is its name unless another is given', () => {
    const url = 'https://shop.example/returns';
    expect(documentDraftOf(json({ url, language: 'tr' }))).toEqual({ name: url, url, language: 'tr' });
    expect(documentDraftOf(json({ url, name: 'returns' }))).toEqual({ name: 'returns', url });
  });

  it.each<[string, unknown, string]>([
    ['exactly the largest', json({ name: 'a', content: 'x'.repeat(largestPiece) }), 'taken'],
    ['one byte more', json({ name: 'a', content: 'x'.repeat(largestPiece + 1) }), 'document.too_large'],
    [
      'more bytes than characters',
      json({ name: 'a', content: 'ğ'.repeat(largestPiece / 2 + 1) }),
      'document.too_large',
    ],
    ['empty content', json({ name: 'a', content: '' }), 'document.empty'],
    ['no content', json({ name: 'a' }), 'request.invalid'],
    ['null as content', json({ name: 'a', content: null }), 'request.invalid'],
    ['null as an address', json({ url: null }), 'request.invalid'],
    ['content and an address', json({ name: 'a', content: 'x', url: 'https://a.example' }), 'request.invalid'],
    ['a name of nothing to see', json({ name: ' ', content: 'x' }), 'request.invalid'],
    ['an unknown field', json({ name: 'a', content: 'x', more: 1 }), 'request.invalid'],
    ['another type', new RawBody('text/plain', Buffer.from('x')), 'request.unsupported_media_type'],
    ['nothing', undefined, 'request.invalid'],
  ])('%s', (_what, body, code) => {
    expect(codeOf(body)).toBe(code);
  });
});
