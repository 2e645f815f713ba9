import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { nestLog } from '@parley/messaging';
import { Logger, Metrics } from '@parley/runtime';
import { Admission } from '../admission/admission.js';
import { turnAway } from '../admission/turn-away.js';
import { ApiDescription } from '../api/description.js';
import type { GatewayConfig } from '../config.js';
import { RouteRegister } from '../identity/route-register.js';
import { Sockets } from '../socket/sockets.js';
import { serveSockets } from '../socket/upgrade.js';
import { Streams } from '../stream/streams.js';
import { adapterOf } from './adapter.js';
import { measureRequests } from './measures.js';

const pages = ['/', 'console', 'console/*path', 'widget.js'];

/** Where the API begins, and what stands beside it. */
export const apiPrefix: Parameters<NestFastifyApplication['setGlobalPrefix']> = [
  'api/v1',
  { exclude: ['health', 'health/ready', 'health/detailed', 'metrics', 'openapi.json', 'docs', 'docs/:file', ...pages] },
];

/** The HTTP application, not yet listening. Throws when a route has no permission, or a permission no route. */
async function createDoor(root: DynamicModule, config: GatewayConfig): Promise<NestFastifyApplication> {
  const adapter = adapterOf(config);
  const register = new RouteRegister(adapter.getInstance());
  const options = { bodyParser: false, bufferLogs: true, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, options);
  app.useLogger(nestLog(app.get(Logger)));
  app.setGlobalPrefix(...apiPrefix);
  app.enableCors(cors);
  measureRequests(adapter.getInstance(), app.get(Metrics));
  turnAway(adapter.getInstance(), app.get(Admission));
  app.get(ApiDescription).describe(app);
  closeWhenDraining(adapter, app.get(Streams));
  await serveSockets(adapter.getInstance(), app.get(Sockets));
  await app.init();
  register.refuseGaps();
  return app;
}

/** Connections that may wait to be taken: after a restart everybody comes back at once. */
const BACKLOG = 4096;

/** The door of the running gateway. */
export async function openDoor(root: DynamicModule, config: GatewayConfig): Promise<NestFastifyApplication> {
  const app = await createDoor(root, config);
  await app.listen({ port: config.http_port, host: config.http_host, backlog: BACKLOG });
  return app;
}

/** Tokens are sent by scripts and there are no cookies, so a page learns nothing by being allowed to read; whose pages may ask is checked with the company's settings. */
const cors = {
  origin: true,
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: [
    'authorization',
    'content-type',
    'idempotency-key',
    'last-event-id',
    'traceparent',
    'x-parley-widget-key',
  ],
  exposedHeaders: ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after'],
  maxAge: 600,
  strictPreflight: false,
};

/** A reply that is still sent while the gateway stops ends its connection, which would else be waited for. */
function closeWhenDraining(adapter: FastifyAdapter, streams: Streams): void {
  adapter.getInstance().addHook('preSerialization', (_request, reply, payload, done) => {
    if (streams.draining) reply.header('connection', 'close');
    done(null, payload);
  });
}
