import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A store of objects in memory that speaks as much of S3's wire as files need, its bucket in the path. */
export interface S3Double {
  readonly url: string;
  readonly bucket: string;
  readonly credentials: { readonly id: string; readonly secret: string };
  /** Keys of all objects, in their order. */
  keys(): string[];
  /** The next requests get this status and no effect; 0 gets no reply at all. */
  failNext(requests: number, status: number): void;
  stop(): Promise<void>;
}

/** So many keys stand on one page of a list, whatever was asked: S3 may give fewer, too. */
const pageSize = 10;

const credentials = { id: 'PARLEYTESTKEY', secret: 'not a secret' };
const bucket = 'parley-test';

export async function startS3Double(): Promise<S3Double> {
  const objects = new Map<string, Buffer>();
  let fault = { requests: 0, status: 0 };
  const server = createServer((request, response) => {
    if (fault.requests > 0) {
      fault = { ...fault, requests: fault.requests - 1 };
      if (fault.status > 0) refuse(response, fault.status, 'SlowDown');
      return;
    }
    void answer(objects, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket,
    credentials,
    keys: () => [...objects.keys()].toSorted(),
    failNext: (requests, status) => {
      fault = { requests, status };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(objects: Map<string, Buffer>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const url = new URL(request.url!, 'http://double');
  const [, inBucket, ...rest] = url.pathname.split('/').map(decodeURIComponent);
  const key = rest.join('/');
  if (!isSigned(request, body)) return refuse(response, 403, 'AccessDenied');
  if (inBucket !== bucket) return refuse(response, 404, 'NoSuchBucket');
  if (request.method === 'GET' && key === '') return list(objects, url.searchParams, response);
  switch (request.method) {
    case 'PUT':
      objects.set(key, body);
      return void response.writeHead(200, { etag: '"double"' }).end();
    case 'GET': {
      const object = objects.get(key);
      if (!object) return refuse(response, 404, 'NoSuchKey');
      return void response.writeHead(200, { 'content-length': object.length }).end(object);
    }
    case 'DELETE':
      objects.delete(key);
      return void response.writeHead(204).end();
    default:
      return refuse(response, 405, 'MethodNotAllowed');
  }
}

function isSigned({ headers }: IncomingMessage, body: Buffer): boolean {
  const hash = headers['x-amz-content-sha256'];
  return (
    headers.authorization?.startsWith(`AWS4-HMAC-SHA256 Credential=${credentials.id}/`) === true &&
    hash === createHash('sha256').update(body).digest('hex')
  );
}

/** The token of a page is the last key before it. */
function list(objects: Map<string, Buffer>, asked: URLSearchParams, response: ServerResponse): void {
  const prefix = asked.get('prefix') ?? '';
  const after = asked.get('continuation-token') ?? '';
  const all = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted();
  const page = all.slice(0, Math.min(pageSize, Number(asked.get('max-keys') ?? 1000)));
  const contents = page.map((key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)!.length}</Size></Contents>`);
  const more = page.length < all.length;
  const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  xml(
    response,
    200,
    `<ListBucketResult><Name>${bucket}</Name><IsTruncated>${more}</IsTruncated>${contents.join('')}${next}</ListBucketResult>`,
  );
}

const refuse = (response: ServerResponse, status: number, code: string): void =>
  xml(response, status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);

const xml = (response: ServerResponse, status: number, content: string): void =>
  void response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0" encoding="UTF-8"?>\n${content}`);
