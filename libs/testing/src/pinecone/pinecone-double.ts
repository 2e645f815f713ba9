import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DoubleIndex, type Body, Refused } from './double-index.js';

/** Two indexes in memory that speak Pinecone's data plane: one of sparse vectors, one of dense ones. */
export interface PineconeDouble {
  /** Addresses of the sparse index and of the dense one. */
  readonly words: string;
  readonly meaning: string;
  readonly key: string;
  /** Ids of all records that were written and not deleted, whether they are seen yet or not. */
  ids(index: 'words' | 'meaning'): string[];
  /** The next requests, to a route that ends so, get this status and no effect; 0 gets no reply at all. */
  failNext(requests: number, status: number, route?: string): void;
  /** From now on writes are seen so many milliseconds later. */
  lag(ms: number): void;
  stop(): Promise<void>;
}

const key = 'not a secret';

export async function startPineconeDouble({ lag_ms = 0 } = {}): Promise<PineconeDouble> {
  const indexes = { words: new DoubleIndex('sparse', lag_ms), meaning: new DoubleIndex('dense', lag_ms) };
  let fault = { requests: 0, status: 0, route: '' };
  const server = createServer((request, response) => {
    if (fault.requests > 0 && request.url!.endsWith(fault.route)) {
      fault = { ...fault, requests: fault.requests - 1 };
      if (fault.status > 0) reply(response, fault.status, { code: 14, message: 'injected', details: [] });
      return;
    }
    answer(indexes, request, response).catch((error: unknown) => {
      const status = error instanceof Refused ? error.status : 500;
      reply(response, status, { code: status === 404 ? 5 : 3, message: (error as Error).message, details: [] });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    words: `${url}/words`,
    meaning: `${url}/meaning`,
    key,
    ids: (index) => indexes[index].ids(),
    failNext: (requests, status, route = '') => {
      fault = { requests, status, route };
    },
    lag: (ms) => {
      for (const index of Object.values(indexes)) index.lag_ms = ms;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  indexes: Readonly<{ words: DoubleIndex; meaning: DoubleIndex }>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const url = new URL(request.url!, 'http://double');
  const [, name, ...rest] = url.pathname.split('/');
  const index = name === 'words' || name === 'meaning' ? indexes[name] : undefined;
  if (request.headers['api-key'] !== key) throw new Refused('Invalid API key', 401);
  if (!index) throw new Refused('no such index', 404);
  const bytes = Buffer.concat(parts);
  const body = (bytes.length > 0 ? JSON.parse(bytes.toString()) : {}) as Body;
  const asked = url.searchParams;
  const namespace = asked.get('namespace') ?? body.namespace ?? '';
  switch (`${request.method} ${rest.join('/')}`) {
    case 'POST vectors/upsert': {
      const { lsn, upserted } = index.upsert(namespace, body, bytes.length);
      return reply(response, 200, { upsertedCount: upserted }, { 'x-pinecone-request-lsn': String(lsn) });
    }
    case 'POST vectors/delete':
      return reply(response, 200, {}, { 'x-pinecone-request-lsn': String(index.delete(namespace, body)) });
    case 'POST query': {
      const { lsn, matches } = index.query(namespace, body);
      return reply(response, 200, { matches, namespace }, { 'x-pinecone-max-indexed-lsn': String(lsn) });
    }
    case 'GET vectors/fetch':
      return reply(response, 200, { vectors: index.fetch(namespace, asked.getAll('ids')), namespace });
    case 'GET vectors/list':
      return reply(response, 200, {
        ...index.list(
          namespace,
          asked.get('prefix') ?? '',
          Number(asked.get('limit') ?? 100),
          asked.get('paginationToken'),
        ),
        namespace,
      });
    case 'POST describe_index_stats':
      return reply(response, 200, index.stats());
    default:
      throw new Refused(`no such route: ${request.method} ${url.pathname}`, 404);
  }
}

const reply = (response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void =>
  void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
