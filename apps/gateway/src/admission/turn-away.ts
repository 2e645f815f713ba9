import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Envelope } from '../http/envelope.js';
import { factsOf, type DoorReply, type DoorRequest } from '../http/request.js';
import type { Admission } from './admission.js';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/**
 * Gives each turn its place before it costs anything, or refuses it. The first look is before the body is read; the place
 * is taken when all of it is here, so that a slow sender holds none.
 */
export function turnAway(fastify: Fastify, admission: Admission): void {
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    if (factsOf(request).takes_turn && admission.refuses()) refuse(request as DoorRequest, reply, admission);
    else done(null, payload);
  });
  fastify.addHook('preValidation', (request, reply, done) => {
    if (!factsOf(request).takes_turn) return done();
    const place = admission.enter();
    if (!place) return refuse(request as DoorRequest, reply, admission);
    (request as DoorRequest).place = place;
    reply.raw.once('close', () => admission.leave(place));
    done();
  });
}

function refuse(request: DoorRequest, reply: DoorReply, { refusal }: Admission): void {
  const { retry_after_s } = refusal.details;
  void reply.status(refusal.status).header('retry-after', retry_after_s).send(Envelope.ofError(refusal, request));
}
