import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';

const MAX_BODY_BYTES = 64 * 1024;

/**
 * A plain HTTP server: `handle(request, body)` gets the bytes of the body and gives `{status, data}` or
 * `{status, error}`; the answer goes out in the envelope of Parley's API.
 */
export async function serve(port, handle) {
  const server = createServer((request, response) => {
    const chunks = [];
    let size = 0;
    request.on('data', (chunk) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    });
    request.on('end', () => {
      if (size > MAX_BODY_BYTES) return send(response, { status: 413, error: 'request.too_large' });
      const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
      handle(request, body).then(
        (reply) => send(response, reply),
        () => send(response, { status: 503, error: 'fleet.unavailable' }),
      );
    });
  });
  server.keepAliveTimeout = 300_000;
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

function send(response, { status, data, error }) {
  const text = JSON.stringify({
    success: error === undefined,
    data: data ?? null,
    error: error === undefined ? null : { code: error },
    meta: { request_id: randomUUID(), timestamp: new Date().toISOString(), version: 'v1' },
  });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
