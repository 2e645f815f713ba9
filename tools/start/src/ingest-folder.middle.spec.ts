import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Api } from './api.js';
import { documentsIn } from './documents-in.js';
import { ingestDocuments, summary } from './ingest-folder.js';

interface Answer {
  readonly status: number;
  readonly data?: object;
  readonly error?: { readonly code: string; readonly message: string; readonly suggested_action: string };
}

interface Asked {
  readonly route: string;
  readonly body: Record<string, string>;
  readonly headers: IncomingMessage['headers'];
}

const job = (status: string, more: object = {}): Answer => ({
  status: 202,
  data: { job_id: '1', status, unchanged: false, ...more },
});
const error = (status: number, code: string): Answer => ({
  status,
  error: { code, message: 'No.', suggested_action: 'Do otherwise.' },
});
/** The connection ends instead of a reply. */
const cut: Answer = { status: 0 };
const PDF = '%PDF-1.7 fees';
const LOG_IN = 'POST /api/v1/users/login';
const INGEST = 'POST /api/v1/knowledge-base/documents/ingest';
const STATUS = 'GET /api/v1/knowledge-base/documents/ingest/1/status';

describe('a folder of documents (real: files, HTTP; the API is a double that answers as told)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-ingest-'));
  let server: Server;
  let api: Api;
  let asked: Asked[];
  let answers: Map<string, Answer[]>;

  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        const route = `${request.method} ${request.url}`;
        const isJson = request.headers['content-type'] === 'application/json';
        const sent = isJson ? (JSON.parse(body || '{}') as Record<string, string>) : { form: body };
        asked.push({ route, body: sent, headers: request.headers });
        const answer = answers.get(route)?.shift();
        if (!answer) return response.writeHead(500).end('{}');
        if (answer === cut) return response.destroy();
        const { status, data = null, error = null } = answer;
        return response.writeHead(status, { 'retry-after': '0' }).end(JSON.stringify({ data, error }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    mkdirSync(join(folder, 'tr'));
    mkdirSync(join(folder, '.git'));
    mkdirSync(join(folder, 'node_modules'));
    for (const file of ['b.md', 'a.HTML', 'tr/iade.md', 'logo.png', '.git/x.md', 'node_modules/y.md']) {
      writeFileSync(join(folder, file), `# ${file}, ğüşıöç`);
    }
    writeFileSync(join(folder, 'fees.PDF'), PDF);
    writeFileSync(join(folder, 'latin5.txt'), Buffer.from([0xfe, 0xfd]));
    writeFileSync(join(folder, 'huge.txt'), '');
    truncateSync(join(folder, 'huge.txt'), 3 * 1024 ** 3);
    symlinkSync('b.md', join(folder, 'link.md'));
    symlinkSync('nowhere.md', join(folder, 'dangling.md'));
    symlinkSync('.', join(folder, 'round'));
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    asked = [];
    answers = new Map();
    api = new Api(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });

  const ingestOne = (file: string): Promise<unknown> => ingestDocuments(api, folder, [file], () => undefined);

  it('is its PDF, DOCX, Markdown, HTML and text, by path, links too, without what is hidden or a package', async () => {
    expect(await documentsIn(folder)).toEqual({
      documents: ['a.HTML', 'b.md', 'fees.PDF', 'huge.txt', 'latin5.txt', 'link.md', 'tr/iade.md'],
      others: ['dangling.md', 'logo.png', 'round'],
    });
  });

  it('is sent under the path in the folder and waited for', async () => {
    answers.set(INGEST, [job('queued')]).set(STATUS, [job('indexing'), job('done')]);
    expect(await ingestOne('tr/iade.md')).toEqual([{ file: 'tr/iade.md', outcome: 'ingested' }]);
    expect(asked.map(({ route }) => route)).toEqual([INGEST, STATUS, STATUS]);
    expect(asked[0]!.body).toEqual({
      name: 'tr/iade.md',
      content: '# tr/iade.md, ğüşıöç',
      content_type: 'text/markdown',
    });
  });

  it.each([
    ['the product says so', [job('done', { unchanged: true })], { outcome: 'unchanged' }],
    ['the job failed', [job('failed', { error_message: 'Broken.' })], { outcome: 'refused', why: 'Broken.' }],
    [
      'the API refuses it',
      [error(413, 'document.too_large')],
      { outcome: 'refused', why: 'No. (document.too_large) Do otherwise.' },
    ],
  ])('is reported as it ends: %s', async (_, told, outcome) => {
    answers.set(INGEST, told);
    expect(await ingestOne('b.md')).toEqual([{ file: 'b.md', ...outcome }]);
  });

  it('is sent as a form where it is no text, and says what could not be read', async () => {
    answers.set(INGEST, [job('done', { pages_failed: 2 })]);
    expect(await ingestOne('fees.PDF')).toEqual([{ file: 'fees.PDF', outcome: 'ingested', pages: 2 }]);
    expect(asked[0]!.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    for (const part of ['name="name"\r\n\r\nfees.PDF\r\n', 'filename="fees.PDF"', 'Content-Type: application/pdf', PDF])
      expect(asked[0]!.body['form']).toContain(part);
  });

  it('is not repaired where it is not UTF-8', async () => {
    expect(await ingestOne('latin5.txt')).toEqual([
      { file: 'latin5.txt', outcome: 'refused', why: 'its text is not UTF-8' },
    ]);
    expect(asked).toEqual([]);
  });

  it.each([
    ['huge.txt', 'it is larger than 25 MB'],
    ['dangling.md', 'it cannot be read (ENOENT)'],
  ])('goes on after what cannot be taken: %s', async (file, why) => {
    answers.set(INGEST, [job('done')]);
    expect(await ingestDocuments(api, folder, [file, 'b.md'], () => undefined)).toEqual(
      expect.arrayContaining([
        { file, outcome: 'refused', why },
        { file: 'b.md', outcome: 'ingested' },
      ]),
    );
  });

  it('is asked again where the connection ended, under the same key', async () => {
    answers.set(INGEST, [cut, job('done')]);
    expect(await ingestOne('b.md')).toEqual([{ file: 'b.md', outcome: 'ingested' }]);
    expect(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  it('waits as a limit asks, and repeats under the same key', async () => {
    answers.set(INGEST, [error(429, 'limit.exceeded'), error(503, 'fleet.unavailable'), job('done')]);
    expect(await ingestOne('b.md')).toEqual([{ file: 'b.md', outcome: 'ingested' }]);
    const keys = asked.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('goes on with a new token when the old one has expired', async () => {
    answers.set(LOG_IN, [
      { status: 200, data: { access_token: 'one' } },
      { status: 200, data: { access_token: 'two' } },
    ]);
    answers.set(INGEST, [error(401, 'auth.token_expired'), job('done')]);
    await api.signIn({ tenant: 'shop', email: 'owner@shop.example', password: 'secret' });
    await ingestOne('b.md');
    expect(asked.map(({ route, headers }) => [route, headers.authorization])).toEqual([
      [LOG_IN, undefined],
      [INGEST, 'Bearer one'],
      [LOG_IN, undefined],
      [INGEST, 'Bearer two'],
    ]);
  });

  it('ends loudly when the product is broken', async () => {
    answers.set(INGEST, [error(500, 'fleet.internal')]);
    await expect(ingestOne('b.md')).rejects.toThrow('No. (fleet.internal)');
  });

  it('is summed up', () => {
    const results = [
      { file: 'a', outcome: 'ingested' },
      { file: 'b', outcome: 'ingested' },
      { file: 'c', outcome: 'refused', why: 'x' },
    ] as const;
    expect(summary(results)).toBe('2 ingested, 1 refused');
    expect(summary([])).toBe('no documents');
  });
});
