import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Connections } from './connection.js';
import { OpenLoop } from './open-loop.js';
import type { Plan } from './plan.js';

const plan: Plan = {
  next: (index) => ({ method: 'POST', path: `/${index}`, head: 'content-type: text/plain\r\n', body: `ş${index}` }),
  check: ({ body }, status, answer) =>
    status === 200 && answer === body ? { ok: true, receipt: answer } : { ok: false, kind: `http ${status}` },
};

describe('open loop (real: HTTP over sockets)', () => {
  let server: Server;
  let sockets = 0;
  afterEach(() => server.closeAllConnections());

  async function loopOn(answer: (path: string, body: string, response: ServerResponse) => void): Promise<OpenLoop> {
    sockets = 0;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => answer(request.url ?? '', Buffer.concat(chunks).toString('utf8'), response));
    }).on('connection', () => sockets++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    server.unref();
    return new OpenLoop(new Connections(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)), plan);
  }

  const echo = (body: string, response: ServerResponse): void => {
    response.setHeader('Content-Length', Buffer.byteLength(body)).end(body);
  };

  it('checks every answer, keeps the receipts and uses connections again', async () => {
    const loop = await loopOn((_path, body, response) => echo(body, response));
    const result = await loop.run(50, 1);
    expect(result).toMatchObject({ sent: 50, answered: 50, errors: {} });
    expect(loop.receipts).toHaveLength(50);
    expect(sockets).toBeLessThan(50);
  });

  it('does not wait for an answer before it sends the next', async () => {
    const held: (() => void)[] = [];
    const loop = await loopOn((_path, body, response) => {
      held.push(() => echo(body, response));
      if (held.length === 20) for (const release of held) release();
    });
    expect(await loop.run(20, 1)).toMatchObject({ answered: 20 });
  });

  it('reads an answer that comes in pieces', async () => {
    const loop = await loopOn((_path, body, response) => {
      const bytes = Buffer.from(body);
      response.setHeader('content-length', bytes.length).write(bytes.subarray(0, 1));
      setTimeout(() => response.end(bytes.subarray(1)), 20);
    });
    expect(await loop.run(5, 1)).toMatchObject({ answered: 5, errors: {} });
  });

  it('counts refusals, wrong answers and broken connections by kind', async () => {
    const loop = await loopOn((path, _body, response) => {
      if (path === '/0') response.socket?.destroy();
      else if (path === '/1') response.writeHead(429, { 'content-length': 0 }).end();
      else echo('another', response);
    });
    const { answered, errors } = await loop.run(3, 1);
    expect(answered).toBe(0);
    expect(errors).toEqual({ 'connection: closed': 1, 'http 429': 1, 'http 200': 1 });
  });
});
