import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Envelope } from '../http/envelope.js';
import { factsOf, type DoorRequest } from '../http/request.js';
import type { Admission } from './admission.js';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/** Answers turns that have no place before their body is read: a refusal must cost next to nothing. */
export function turnAway(fastify: Fastify, admission: Admission): void {
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    const refusal = factsOf(request).takes_turn ? admission.refusal() : undefined;
    if (!refusal) return done(null, payload);
    const { retry_after_s } = refusal.details;
    void reply
      .status(refusal.status)
      .header('retry-after', retry_after_s)
      .send(Envelope.ofError(refusal, request as DoorRequest));
  });
}
