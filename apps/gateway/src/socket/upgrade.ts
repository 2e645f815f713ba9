import websocket from '@fastify/websocket';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FleetError } from '@parley/contracts';
import { Envelope } from '../http/envelope.js';
import type { DoorRequest } from '../http/request.js';
import type { SocketKind, Sockets } from './sockets.js';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/** Largest frame, in bytes: a message of 4000 characters, each of them escaped, fits. */
const FRAME_BYTES = 128 * 1024;
/** Who broke the protocol is told so, and is gone after so many milliseconds. */
const FAREWELL_MS = 1000;

/** Adds the two addresses of WebSockets; anything but an upgrade of them is an unknown route. */
export async function serveSockets(fastify: Fastify, sockets: Sockets): Promise<void> {
  await fastify.register(websocket, {
    options: { maxPayload: FRAME_BYTES, perMessageDeflate: false },
    errorHandler: (_error, socket) => void setTimeout(() => socket.terminate(), FAREWELL_MS).unref(),
  });
  const serve = (kind: SocketKind, url: string) =>
    fastify.route({
      method: 'GET',
      url,
      handler: (request, reply) =>
        void reply.status(404).send(Envelope.ofError(new FleetError('route.not_found'), request as DoorRequest)),
      wsHandler: (socket, request) => sockets.accept(kind, socket, request as DoorRequest),
    });
  serve('chat', '/api/v1/chat/ws');
  serve('console', '/api/v1/console/ws');
}
