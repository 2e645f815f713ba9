import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Metrics } from '@parley/runtime';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/** How many requests of each route, with which status, and how long they took; a stream counts when it ends. */
export function measureRequests(fastify: Fastify, metrics: Metrics): void {
  const histogram = metrics.seconds({
    name: 'parley_http_seconds',
    help: 'HTTP requests by route and status.',
    labels: ['method', 'route', 'status'],
  });
  const children = new Map<string, { observe(seconds: number): void }>();
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? 'none';
    const key = `${method} ${route} ${reply.statusCode}`;
    let child = children.get(key);
    if (!child) {
      child = histogram.labels(method, route, String(reply.statusCode));
      children.set(key, child);
    }
    child.observe(reply.elapsedTime / 1000);
    done();
  });
}
