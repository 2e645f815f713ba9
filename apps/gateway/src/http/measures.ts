import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Metrics } from '@parley/runtime';
import type { DoorRequest } from './request.js';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/** Of a request whose asker left before the reply, as nginx calls it. */
const clientGone = 499;

/** How many requests of each route, with which status, and how long they took; a stream counts when it ends. */
export function measureRequests(fastify: Fastify, metrics: Metrics): void {
  const requests = metrics.seconds({
    name: 'parley_http_seconds',
    help: 'HTTP requests by route and status; those of kind stream last as long as somebody listens.',
    labels: ['method', 'route', 'status', 'kind'],
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => {
      const { method, routeOptions, streamed, step, call } = request as DoorRequest;
      const route = routeOptions.url ?? 'none';
      const status = streamed || reply.raw.writableFinished ? reply.raw.statusCode : clientGone;
      const facts = { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status };
      step?.end({ ...facts, tenant: call.tenant }, status >= 500 ? String(status) : undefined);
      requests.observe(reply.elapsedTime, method, route, String(status), streamed ? 'stream' : 'reply');
    });
    done();
  });
}
