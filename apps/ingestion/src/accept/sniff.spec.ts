import { describe, expect, it } from '@jest/globals';
import { FleetError, largestPiece } from '@parley/contracts';
import { readDraft } from './content.js';

const read = (content_base64: string, content_type?: string) =>
  readDraft({ content_base64, ...(content_type === undefined ? {} : { content_type }) });

const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString('base64');

function refusal(content_base64: string): string {
  try {
    read(content_base64);
    return 'taken';
  } catch (error) {
    return error instanceof FleetError ? error.code : String(error);
  }
}

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const office97 = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

describe('what a document is', () => {
  it.each([
    ['<!DOCTYPE html><p>hi', undefined, 'text/html'],
    ['\n<!-- c --> <html lang="tr"><p>hi', 'text/markdown', 'text/html'],
    ['<h1>Hi</h1><p>there</p>', undefined, 'text/html'],
    ['<h1>Hi</h1><p>there</p>', 'text/markdown', 'text/markdown'],
    ['Hi <b>there</b>', 'text/html; charset=utf-8', 'text/html'],
    ['Hi there', 'text/html', 'text/markdown'],
    ['# Hi\n\nthere', 'text/plain', 'text/markdown'],
    ['<div align="center">\n\n# Hi\n\n</div>', undefined, 'text/markdown'],
    ['Hi there', 'text/plain', 'text/plain'],
    ['Hi there', 'application/octet-stream', 'text/markdown'],
  ])('%j declared as %s is %s', (source, declared, type) => {
    expect(read(base64(source), declared)).toMatchObject({ content_type: type, source });
  });

  it.each([
    ['%PDF-1.7 text', 'text/markdown', 'application/pdf'],
    ['\n%PDF-1.7 text', undefined, 'application/pdf'],
    ['junk\n%PDF-1.7\n1 0 obj << >> endobj', 'text/plain', 'application/pdf'],
    ['PK\x03\x04 word/document.xml', 'application/pdf', docx],
  ])('%j declared as %s is the file %s', (content, declared, type) => {
    expect(read(base64(content), declared)).toEqual({ content_type: type, bytes: Buffer.from(content) });
  });

  it('that speaks of PDF is no PDF', () => {
    expect(read(base64('A file that begins with %PDF-1.7 is one.')).content_type).toBe('text/markdown');
  });

  it.each([
    ['another archive', base64('PK\x03\x04 xl/workbook.xml'), 'document.type_unsupported'],
    ['a Word file of before 2007', base64(office97), 'document.type_unsupported'],
    [
      'a protected Word file',
      base64(Buffer.concat([office97, Buffer.from('EncryptedPackage', 'utf16le')])),
      'document.encrypted',
    ],
    ['a picture', base64(Uint8Array.of(0x89, 0x50, 0x4e, 0x47)), 'document.type_unsupported'],
    [
      'a picture in XML',
      base64('<?xml version="1.0"?><svg xmlns="x"><text>hi</text></svg>'),
      'document.type_unsupported',
    ],
    ['zeros in text', base64('text\0text'), 'document.type_unsupported'],
    ['control characters', base64('ab\x01\x02cd'), 'document.type_unsupported'],
    ['Turkish in Windows-1254', base64(Uint8Array.of(0x53, 0x69, 0x70, 0x61, 0x72, 0x69, 0xfe)), 'document.unreadable'],
    ['UTF-16', base64(Uint8Array.of(0xff, 0xfe, 0x41, 0)), 'document.unreadable'],
    ['nothing', '', 'document.empty'],
    ['white space', base64(' \n\u200b\ufeff\t'), 'document.empty'],
    ['signs', base64('---\n***\n'), 'document.empty'],
    ['too many bytes', base64('ş'.repeat(largestPiece / 2) + 'a'), 'document.too_large'],
    ['just as many as may be', base64('ş'.repeat(largestPiece / 2)), 'taken'],
    ['no base64', 'a%b=', 'request.invalid'],
  ])('%s', (_, content, code) => {
    expect(refusal(content)).toBe(code);
  });

  it('takes the byte order mark off', () => {
    expect(read(base64('\ufeff# Hi'))).toMatchObject({ source: '# Hi' });
  });
});
