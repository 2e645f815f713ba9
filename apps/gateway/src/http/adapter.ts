import { FastifyAdapter } from '@nestjs/platform-fastify';
import { newId } from '@parley/contracts';
import { tracer } from '@parley/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config.js';
import { toHttpError } from './error.filter.js';
import { Envelope } from './envelope.js';
import { refuseMalformed } from './malformed.js';
import { RawBody, UnreadForm } from './raw-body.js';
import { strangerCall, traceIdOf, type DoorRequest } from './request.js';
import { securityHeaders } from './security-headers.js';

/** Largest body of a route that says nothing else, in bytes. */
const BODY_BYTES = 128 * 1024;

/** A request must be here whole within so many milliseconds: the largest upload on a slow line takes minutes. */
const REQUEST_MS = 300_000;

/** Fastify with ids and headers on every reply, envelopes around every object, and bodies left as they came. */
export function adapterOf({ trusted_proxies }: GatewayConfig): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES,
    genReqId: () => newId(),
    trustProxy: trusted_proxies?.split(',').map((each) => each.trim()) ?? false,
    return503OnClosing: false,
    requestTimeout: REQUEST_MS,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      refuse(error, request as DoorRequest, reply),
    clientErrorHandler: refuseMalformed,
    logger: false,
    // Without it every request that offers any upgrade (some clients offer HTTP/2) would be taken for a WebSocket.
    http: { shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket' },
    routerOptions: { maxParamLength: 200 },
  });
  const fastify = adapter.getInstance();
  fastify.decorateRequest('trace_id', '');
  fastify.decorateRequest('call', null);
  fastify.decorateRequest('streamed', false);
  fastify.decorateRequest('step', undefined);
  fastify.decorateRequest('place', undefined);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (request, bytes, done) => {
    done(null, new RawBody(request.headers['content-type'], bytes as Buffer));
  });
  fastify.addContentTypeParser('multipart/form-data', (request, stream, done) => {
    done(null, new UnreadForm(request.headers['content-type']!, stream));
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    const asked = request as DoorRequest;
    asked.step = tracer()?.root(`HTTP ${request.method}`, {}, request.headers.traceparent as string | undefined);
    asked.trace_id = asked.step?.trace_id ?? traceIdOf(request.headers, request.id);
    asked.call = strangerCall(asked.trace_id, asked.step?.traceparent);
    reply.headers(securityHeaders);
    done();
  });
  fastify.addHook('preSerialization', (request, _reply, payload, done) => {
    done(null, payload instanceof Envelope ? payload : Envelope.of(payload, request as DoorRequest));
  });
  return adapter;
}

/** The router refuses some addresses before any hook or filter is there. */
function refuse(thrown: Error, request: DoorRequest, reply: FastifyReply): void {
  request.trace_id = traceIdOf(request.headers, request.id);
  const error = toHttpError(thrown);
  void reply.headers(securityHeaders).status(error.status).send(Envelope.ofError(error, request));
}
