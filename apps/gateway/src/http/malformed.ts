import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { FleetError, newId, type ErrorCode } from '@parley/contracts';
import { Envelope } from './envelope.js';
import { traceIdOf } from './request.js';
import { securityHeaders } from './security-headers.js';

/** Who goes on sending after the refusal is cut off after so many milliseconds. */
const FAREWELL_MS = 1000;

const byNodeCode: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'request.headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request.timed_out',
};

/** Answers what is no whole HTTP request, so that it never came to a route. */
export function refuseMalformed({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return;
  socket.end(replyOf(new FleetError(byNodeCode[code] ?? 'request.malformed')));
  setTimeout(() => socket.destroy(), FAREWELL_MS).unref();
}

function replyOf(error: FleetError): string {
  const id = newId();
  const body = JSON.stringify(Envelope.ofError(error, { id, trace_id: traceIdOf({}, id) }));
  const headers = {
    ...securityHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`, ...lines, '', body].join('\r\n');
}
