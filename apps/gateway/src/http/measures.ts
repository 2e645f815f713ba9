import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Metrics } from '@parley/runtime';
import type { DoorRequest } from './request.js';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/** How many requests of each route, with which status, and how long they took; a stream counts when it ends. */
export function measureRequests(fastify: Fastify, metrics: Metrics): void {
  const requests = metrics.seconds({
    name: 'parley_http_seconds',
    help: 'HTTP requests by route and status; those of kind stream last as long as somebody listens.',
    labels: ['method', 'route', 'status', 'kind'],
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions, streamed, step, call } = request as DoorRequest;
    step?.end(
      {
        'http.request.method': method,
        'http.route': routeOptions.url ?? 'none',
        'http.response.status_code': reply.statusCode,
        tenant: call.tenant,
      },
      reply.statusCode >= 500 ? String(reply.statusCode) : undefined,
    );
    const kind = streamed ? 'stream' : 'reply';
    requests.observe(reply.elapsedTime, method, routeOptions.url ?? 'none', String(reply.statusCode), kind);
    done();
  });
}
